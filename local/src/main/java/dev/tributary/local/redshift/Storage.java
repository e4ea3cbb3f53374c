package dev.tributary.local.redshift;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The Postgres that keeps the double's rows.
 *
 * @param host where it listens, with password authentication, for its owner {@code postgres}
 */
public record Storage(String host, int port, String ownerPassword) {
    /** The database of the account. */
    public static final String DATABASE = "dev";

    /** The account, which owns nothing but what it makes. */
    public static final String USER = "tributary";

    /** What Redshift has and Postgres has not, as far as the double needs it. */
    private static final List<String> SYSTEM = List.of(
            "CREATE OR REPLACE VIEW pg_catalog.svv_columns AS SELECT table_schema, table_name, column_name,"
                    + " ordinal_position, CASE data_type WHEN 'jsonb' THEN 'super' WHEN 'bytea' THEN 'binary varying'"
                    + " ELSE data_type END AS data_type, character_maximum_length, numeric_precision, numeric_scale"
                    + " FROM information_schema.columns",
            "GRANT SELECT ON pg_catalog.svv_columns TO PUBLIC",
            "CREATE OR REPLACE FUNCTION pg_catalog.json_parse(document text) RETURNS jsonb IMMUTABLE"
                    + " LANGUAGE sql AS 'SELECT document::jsonb'",
            "CREATE OR REPLACE FUNCTION pg_catalog.from_hex(digits text) RETURNS bytea IMMUTABLE"
                    + " LANGUAGE sql AS 'SELECT decode(digits, ''hex'')'",
            "CREATE TABLE IF NOT EXISTS pg_catalog.stl_load_errors (userid integer, slice integer, tbl integer,"
                    + " starttime timestamp, session integer, query integer, filename char(256), line_number bigint,"
                    + " colname char(127), type char(10), col_length char(10), position integer, raw_line char(1024),"
                    + " raw_field_value char(1024), err_code integer, err_reason char(100))",
            "CREATE OR REPLACE VIEW pg_catalog.sys_load_error_detail AS SELECT userid AS user_id, query AS query_id,"
                    + " filename AS file_name, line_number, colname AS column_name, type AS column_type,"
                    + " col_length AS column_length, position, err_code AS error_code,"
                    + " CAST(err_reason AS char(512)) AS error_message FROM pg_catalog.stl_load_errors",
            "GRANT SELECT ON pg_catalog.stl_load_errors, pg_catalog.sys_load_error_detail TO PUBLIC");

    /** An error of a load. */
    record LoadError(String file, int line, String column, String type, FieldCheck.Fault fault) {}

    /** Makes the database and the account with its password, unless they are there. */
    public void prepare(String password) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            if (!statement
                    .executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")
                    .next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
                statement.execute("CREATE ROLE " + USER + " LOGIN");
            }
            statement.execute("ALTER ROLE " + USER + " PASSWORD '" + password.replace("'", "''") + "'");
        }
        try (Connection connection = connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("SET allow_system_table_mods = on");
            for (String sql : SYSTEM) {
                statement.execute(sql);
            }
            statement.execute("GRANT ALL ON SCHEMA public TO " + USER);
        }
    }

    /** A connection of its owner, who reads what the account wrote. */
    public Connection connect() throws SQLException {
        return connect(DATABASE);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + port + "/" + database, "postgres", ownerPassword);
    }

    /** Notes errors for good, whatever becomes of the transaction that met them. */
    void note(List<LoadError> errors) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO stl_load_errors (userid, slice, query, starttime, filename, line_number, colname,"
                                + " type, position, err_code, err_reason) VALUES (100, 0, 1, now(), ?, ?, ?, ?, 0, ?,"
                                + " ?)")) {
            for (LoadError error : errors) {
                insert.setString(1, error.file());
                insert.setInt(2, error.line());
                insert.setString(3, error.column());
                insert.setString(4, shortened(error.type(), 10));
                insert.setInt(5, error.fault().code());
                insert.setString(6, shortened(error.fault().reason(), 100));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String shortened(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
