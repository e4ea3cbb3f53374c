-- The transactional model whose changes Tributary reads, for MariaDB and MySQL, and the role of Debezium.
-- Run it as an administrator; running it again changes nothing:
--     mariadb < schemas/mysql/payroll.sql
-- Then give the role a password (it is a secret, so it is not here) and unlock it:
--     ALTER USER tributary_replication IDENTIFIED BY '…' ACCOUNT UNLOCK;
-- MariaDB writes that into its binary log as it stands there; SET SESSION sql_log_bin = 0 before it keeps it out.
--
-- The server needs (my.cnf, section mysqld):
--     server_id                  = 1          -- not the connector's database.server.id
--     log_bin                    = mysql-bin
--     binlog_format              = ROW
--     binlog_row_image           = FULL
--     log_bin_compress           = OFF        -- MariaDB's default; Debezium passes over compressed events without a word
--     binlog_expire_logs_seconds = 604800     -- longer than the connector may ever stand still
-- What it has: SHOW VARIABLES WHERE variable_name IN
--   ('log_bin', 'binlog_format', 'binlog_row_image', 'log_bin_compress', 'binlog_expire_logs_seconds');
-- A MySQL with gtid_mode = ON needs enforce_gtid_consistency = ON; MariaDB always has its GTIDs.
-- Leave NO_ZERO_DATE and NO_ZERO_IN_DATE in sql_mode: '0000-00-00' would arrive as null, or in a NOT NULL column as 1970-01-01.

CREATE DATABASE IF NOT EXISTS hr CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS hr.payroll (
  employee_id bigint        PRIMARY KEY,
  first_name  varchar(200)  NOT NULL,
  last_name   varchar(200)  NOT NULL,
  age         int,
  ssn         varchar(20)   NOT NULL,
  hourly_rate decimal(12,2),
  gender      varchar(40),
  email       varchar(320),
  resume      longtext,
  hired_at    datetime(6)   NOT NULL DEFAULT current_timestamp(6),
  updated_at  datetime(6)   NOT NULL DEFAULT current_timestamp(6)
);

-- No foreign key to payroll: bonuses come from another team's system and may be committed before their employee, and an
-- employee may go while bonuses stay. A cascade would also be missing from the binary log.
CREATE TABLE IF NOT EXISTS hr.bonus (
  bonus_id    bigint        PRIMARY KEY,
  employee_id bigint        NOT NULL,
  bonus       decimal(12,2) NOT NULL,
  ts          datetime(6)   NOT NULL DEFAULT current_timestamp(6),
  KEY bonus_employee (employee_id)
);

-- Payments, appended from a file every few minutes. No primary key: two rows may be equal, and both count.
CREATE TABLE IF NOT EXISTS hr.txns (
  employee_id bigint        NOT NULL,
  amount      decimal(12,2) NOT NULL,
  ts          datetime(6)   NOT NULL DEFAULT current_timestamp(6)
);

-- The role: it may read the log, read these tables once for the snapshot, and lock them while that begins.
CREATE USER IF NOT EXISTS tributary_replication ACCOUNT LOCK;
GRANT RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO tributary_replication;
GRANT SELECT, LOCK TABLES ON hr.* TO tributary_replication;
