#!/bin/bash
# Runs once, after payroll.sql has made the role.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v password="$TRIBUTARY_POSTGRES_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
ALTER ROLE tributary_replication PASSWORD :'password';
SQL
