-- The current rows of lake.payroll_complete_changes, which connectors/iceberg-payroll-sink.properties fills: of each key the
-- version with the largest position, of equal positions the later record, and none if that one is a delete.
-- Written in what Trino, Athena (engine version 3), Spark and DuckDB have in common. Run in DuckDB only, over the files of a
-- table that the sink wrote: local/src/origins/java/dev/tributary/local/lake/IcebergSinkTest.java
CREATE OR REPLACE VIEW lake.payroll_complete AS
SELECT bonus_id, employee_id, full_name, age, ssn, hourly_rate, bonus, gender, email, __position
FROM (
  SELECT
    c.*,
    row_number() OVER (PARTITION BY bonus_id ORDER BY __position DESC NULLS LAST, __offset DESC) AS __newest
  FROM lake.payroll_complete_changes c
) AS versions
WHERE __newest = 1 AND NOT coalesce(__deleted, false);
