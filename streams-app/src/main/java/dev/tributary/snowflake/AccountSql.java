package dev.tributary.snowflake;

import java.util.List;
import java.util.stream.Collectors;

/** The SQL of what stands around the tables: user, role, warehouse, database, schema, and the rights of the role. */
final class AccountSql {
    private final Names names;

    AccountSql(Names names) {
        this.names = names;
    }

    /** The connector's user and its role, which owns nothing. */
    String signIn() {
        return statements(
                "USE ROLE USERADMIN",
                "CREATE ROLE IF NOT EXISTS " + names.role(),
                "CREATE USER IF NOT EXISTS " + names.user() + "\n  TYPE = SERVICE\n  DEFAULT_ROLE = " + names.role(),
                "GRANT ROLE " + names.role() + " TO USER " + names.user());
    }

    /** Where the tables live, and what refreshes them; streaming into the landing table needs no warehouse. */
    String home() {
        return statements(
                "USE ROLE SYSADMIN",
                "CREATE WAREHOUSE IF NOT EXISTS " + names.warehouse()
                        + "\n  WAREHOUSE_SIZE = XSMALL\n  AUTO_SUSPEND = 60\n  AUTO_RESUME = TRUE\n"
                        + "  INITIALLY_SUSPENDED = TRUE",
                "CREATE DATABASE IF NOT EXISTS " + names.database(),
                "CREATE SCHEMA IF NOT EXISTS " + names.qualifiedSchema());
    }

    /** What the role may do: see the schema, append to the landing tables, and add a column that a record brings. */
    String rights(List<OutputTable> tables) {
        return statements(
                        "GRANT USAGE ON DATABASE " + names.database() + " TO ROLE " + names.role(),
                        "GRANT USAGE ON SCHEMA " + names.qualifiedSchema() + " TO ROLE " + names.role())
                + tables.stream()
                        .map(table -> statements("GRANT INSERT, EVOLVE SCHEMA ON TABLE " + names.in(table.landing())
                                + " TO ROLE " + names.role()))
                        .collect(Collectors.joining());
    }

    private static String statements(String... statements) {
        return List.of(statements).stream().map(statement -> statement + ";\n").collect(Collectors.joining());
    }
}
