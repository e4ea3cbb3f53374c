-- Snowflake for pipeline payroll. Printed by ./tributary snowflake ddl: change the pipeline, not this file.
-- Run it as a user who may use USERADMIN and SYSADMIN. Running it again adds new columns to the landing tables and
-- makes the tables behind them anew.

USE ROLE USERADMIN;
CREATE ROLE IF NOT EXISTS tributary_connector;
CREATE USER IF NOT EXISTS tributary_connector
  TYPE = SERVICE
  DEFAULT_ROLE = tributary_connector;
GRANT ROLE tributary_connector TO USER tributary_connector;

-- The connector signs in with a key pair: ./tributary snowflake keygen --user tributary_connector prints the statement
-- ALTER USER tributary_connector SET RSA_PUBLIC_KEY = '…'; run it here.

USE ROLE SYSADMIN;
CREATE WAREHOUSE IF NOT EXISTS tributary_wh
  WAREHOUSE_SIZE = XSMALL
  AUTO_SUSPEND = 60
  AUTO_RESUME = TRUE
  INITIALLY_SUSPENDED = TRUE;
CREATE DATABASE IF NOT EXISTS tributary;
CREATE SCHEMA IF NOT EXISTS tributary.payroll;

-- Every record of topic_payroll_complete as it came: snowflake.topic2table.map = topic_payroll_complete:payroll_complete
-- Made before the connector starts, which would make VARCHAR of decimals.
CREATE TABLE IF NOT EXISTS tributary.payroll.payroll_complete (
  RECORD_METADATA VARIANT,
  bonus_id BIGINT,
  employee_id BIGINT,
  full_name VARCHAR,
  age INTEGER,
  ssn VARCHAR,
  hourly_rate NUMBER(12, 2),
  bonus NUMBER(12, 2),
  gender VARCHAR,
  email VARCHAR,
  __op VARCHAR,
  __deleted BOOLEAN,
  __source_ts_ms BIGINT,
  __commit_lsn BIGINT,
  __lsn BIGINT,
  __tx_id VARCHAR,
  __position VARCHAR
) ENABLE_SCHEMA_EVOLUTION = TRUE;
ALTER TABLE tributary.payroll.payroll_complete ADD COLUMN
  IF NOT EXISTS bonus_id BIGINT,
  IF NOT EXISTS employee_id BIGINT,
  IF NOT EXISTS full_name VARCHAR,
  IF NOT EXISTS age INTEGER,
  IF NOT EXISTS ssn VARCHAR,
  IF NOT EXISTS hourly_rate NUMBER(12, 2),
  IF NOT EXISTS bonus NUMBER(12, 2),
  IF NOT EXISTS gender VARCHAR,
  IF NOT EXISTS email VARCHAR,
  IF NOT EXISTS __op VARCHAR,
  IF NOT EXISTS __deleted BOOLEAN,
  IF NOT EXISTS __source_ts_ms BIGINT,
  IF NOT EXISTS __commit_lsn BIGINT,
  IF NOT EXISTS __lsn BIGINT,
  IF NOT EXISTS __tx_id VARCHAR,
  IF NOT EXISTS __position VARCHAR;

-- The latest row of each key: by __position, then by offset; without the keys that are gone.
CREATE OR REPLACE DYNAMIC TABLE tributary.payroll.payroll_complete_current
  TARGET_LAG = '1 minute'
  WAREHOUSE = tributary_wh
  REFRESH_MODE = AUTO
AS
SELECT
  bonus_id,
  employee_id,
  full_name,
  age,
  ssn,
  hourly_rate,
  bonus,
  gender,
  email,
  __op,
  __source_ts_ms,
  __commit_lsn,
  __lsn,
  __tx_id,
  __position
FROM (
  SELECT bonus_id, employee_id, full_name, age, ssn, hourly_rate, bonus, gender, email, __op, __deleted, __source_ts_ms, __commit_lsn, __lsn, __tx_id, __position
  FROM tributary.payroll.payroll_complete
  WHERE __position IS NOT NULL
  QUALIFY ROW_NUMBER() OVER (PARTITION BY bonus_id ORDER BY __position DESC, RECORD_METADATA:offset::NUMBER DESC) = 1
)
WHERE NOT __deleted;

-- What was the row of a key when: valid_from <= t AND (valid_to IS NULL OR t < valid_to), in the source's time, UTC.
-- The order of a key's rows is that of the source. A row that was replaced within its millisecond, or read after what
-- replaces it, was never valid and is left to the landing table. No row of a key is valid while the key was gone.
CREATE OR REPLACE DYNAMIC TABLE tributary.payroll.payroll_complete_history
  TARGET_LAG = '1 minute'
  WAREHOUSE = tributary_wh
  REFRESH_MODE = AUTO
AS
SELECT
  bonus_id,
  employee_id,
  full_name,
  age,
  ssn,
  hourly_rate,
  bonus,
  gender,
  email,
  __op,
  __source_ts_ms,
  __commit_lsn,
  __lsn,
  __tx_id,
  __position,
  TO_TIMESTAMP_NTZ(__source_ts_ms, 3) AS valid_from,
  TO_TIMESTAMP_NTZ(__until_ms, 3) AS valid_to
FROM (
  SELECT bonus_id, employee_id, full_name, age, ssn, hourly_rate, bonus, gender, email, __op, __deleted, __source_ts_ms, __commit_lsn, __lsn, __tx_id, __position, __offset,
    MIN(__source_ts_ms) OVER (PARTITION BY bonus_id ORDER BY __position, __offset ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS __until_ms
  FROM (
    SELECT bonus_id, employee_id, full_name, age, ssn, hourly_rate, bonus, gender, email, __op, __deleted, __source_ts_ms, __commit_lsn, __lsn, __tx_id, __position, RECORD_METADATA:offset::NUMBER AS __offset
    FROM tributary.payroll.payroll_complete
    WHERE __position IS NOT NULL
    QUALIFY ROW_NUMBER() OVER (PARTITION BY bonus_id, __position, RECORD_METADATA:offset::NUMBER ORDER BY __source_ts_ms) = 1
  )
)
WHERE NOT __deleted AND (__until_ms IS NULL OR __source_ts_ms < __until_ms);

-- ssn = token(payroll.ssn): a keyed hash, equal for equal values.
-- A token says of two rows that they mean the same person. To show it to one role only (Enterprise edition), give
-- readers payroll_complete_current and payroll_complete_history, never payroll_complete, and after each CREATE OR REPLACE,
-- which drops policies:
--   CREATE MASKING POLICY IF NOT EXISTS tributary.payroll.hide_token AS (token VARCHAR) RETURNS VARCHAR ->
--     CASE WHEN IS_ROLE_IN_SESSION('TOKEN_READER') THEN token END;
--   ALTER DYNAMIC TABLE tributary.payroll.payroll_complete_current MODIFY COLUMN ssn SET MASKING POLICY tributary.payroll.hide_token;
--   ALTER DYNAMIC TABLE tributary.payroll.payroll_complete_history MODIFY COLUMN ssn SET MASKING POLICY tributary.payroll.hide_token;
-- To show rows to one role only, or some of them, by the key:
--   CREATE ROW ACCESS POLICY IF NOT EXISTS tributary.payroll.own_rows AS (id NUMBER) RETURNS BOOLEAN ->
--     IS_ROLE_IN_SESSION('PAYROLL_READER');
--   ALTER DYNAMIC TABLE tributary.payroll.payroll_complete_current ADD ROW ACCESS POLICY tributary.payroll.own_rows ON (bonus_id);

-- The connector may append to payroll_complete, and nothing else.
GRANT USAGE ON DATABASE tributary TO ROLE tributary_connector;
GRANT USAGE ON SCHEMA tributary.payroll TO ROLE tributary_connector;
GRANT INSERT, EVOLVE SCHEMA ON TABLE tributary.payroll.payroll_complete TO ROLE tributary_connector;
