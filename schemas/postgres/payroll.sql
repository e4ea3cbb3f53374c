-- The transactional model whose changes Tributary reads, and all that Debezium needs beside it.
-- Run it as the owner of the database; running it again changes nothing:
--     psql -v ON_ERROR_STOP=1 -f schemas/postgres/payroll.sql
-- Then give the replication role a password (it is a secret, so it is not here):
--     \password tributary_replication

-- The tables ------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS public.payroll (
  employee_id bigint        PRIMARY KEY,
  first_name  text          NOT NULL,
  last_name   text          NOT NULL,
  age         integer,
  ssn         text          NOT NULL,
  hourly_rate numeric(12,2),
  gender      text,
  email       text,
  resume      text,
  hired_at    timestamptz   NOT NULL DEFAULT now(),
  updated_at  timestamptz   NOT NULL DEFAULT now()
);

-- EXTERNAL: a long résumé is moved out of the row uncompressed. (The default may compress a dull text so well that it
-- stays in the row.) A moved value is absent from the change event of an update that did not touch it; the pipeline
-- fills it from the row it already knows.
ALTER TABLE public.payroll ALTER COLUMN resume SET STORAGE EXTERNAL;

-- No foreign key to payroll: bonuses come from another team's system and may be committed before their employee, and an
-- employee may go while bonuses stay. A deferrable constraint would only wait until the end of the transaction. The join
-- decides what the warehouse shows.
CREATE TABLE IF NOT EXISTS public.bonus (
  bonus_id    bigint        PRIMARY KEY,
  employee_id bigint        NOT NULL,
  bonus       numeric(12,2) NOT NULL,
  ts          timestamptz   NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS bonus_employee ON public.bonus (employee_id);

-- Replica identity ------------------------------------------------------------------------------
-- DEFAULT: an update or delete logs the old primary key, nothing else. The pipeline keeps the latest row of every key, so
-- it needs no more; FULL would write each old row, long texts included, to the log a second time.
ALTER TABLE public.payroll REPLICA IDENTITY DEFAULT;
ALTER TABLE public.bonus   REPLICA IDENTITY DEFAULT;

-- What Debezium writes --------------------------------------------------------------------------

CREATE SCHEMA IF NOT EXISTS tributary;

-- One row, touched at every heartbeat: while payroll is quiet and other databases of the server are busy, the slot would
-- otherwise hold back the log until the disk is full.
CREATE TABLE IF NOT EXISTS tributary.heartbeat (
  id integer     PRIMARY KEY CHECK (id = 1),
  at timestamptz NOT NULL
);

-- Commands to the connector (incremental snapshots …): INSERT one and it obeys.
CREATE TABLE IF NOT EXISTS tributary.signal (
  id   varchar(42) PRIMARY KEY,
  type varchar(32) NOT NULL,
  data varchar(2048)
);

-- The publication -------------------------------------------------------------------------------
-- By table list: FOR ALL TABLES would send every table of the database over the wire, and needs a superuser.
-- TRUNCATE is left out: Kafka keeps order per key only, and a truncate has none. Use DELETE.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'tributary') THEN
    CREATE PUBLICATION tributary;
  END IF;
END $$;
ALTER PUBLICATION tributary SET TABLE public.payroll, public.bonus, tributary.heartbeat, tributary.signal;
ALTER PUBLICATION tributary SET (publish = 'insert, update, delete');

-- The role --------------------------------------------------------------------------------------
-- It may stream the log, read these tables once for the snapshot, and write its two own tables. It owns nothing, so it can
-- neither change the publication nor read another table.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tributary_replication') THEN
    CREATE ROLE tributary_replication LOGIN REPLICATION;
  END IF;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO tributary_replication', current_database());
END $$;
GRANT USAGE ON SCHEMA public, tributary TO tributary_replication;
GRANT SELECT ON public.payroll, public.bonus TO tributary_replication;
GRANT SELECT, INSERT, UPDATE ON tributary.heartbeat TO tributary_replication;
GRANT SELECT, INSERT, DELETE ON tributary.signal TO tributary_replication;
