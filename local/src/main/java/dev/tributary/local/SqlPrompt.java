package dev.tributary.local;

import dev.tributary.local.check.TextTable;
import dev.tributary.local.part.PostgresServer;
import dev.tributary.local.part.Warehouse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** Reads statements from the terminal: for Postgres, or with {@code warehouse} in front for DuckDB. */
final class SqlPrompt {

    private static final String WAREHOUSE = "warehouse ";
    private static final int SHOWN = 50;

    private final PostgresServer postgres;
    private final Warehouse warehouse;
    private final Steps steps;

    private SqlPrompt(PostgresServer postgres, Warehouse warehouse, Steps steps) {
        this.postgres = postgres;
        this.warehouse = warehouse;
        this.steps = steps;
    }

    /** Reads in the background until the input ends or says {@code \q}, which ends the session. */
    static void start(PostgresServer postgres, Warehouse warehouse, Steps steps, Waiting stopped) {
        SqlPrompt prompt = new SqlPrompt(postgres, warehouse, steps);
        Thread thread = new Thread(
                () -> {
                    prompt.read();
                    stopped.end();
                },
                "sql-prompt");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            StringBuilder statement = new StringBuilder();
            steps.ask("sql> ");
            for (String line = in.readLine(); line != null && !line.strip().equals("\\q"); line = in.readLine()) {
                statement.append(line).append('\n');
                if (line.isBlank() || line.strip().endsWith(";")) {
                    steps.print(answer(statement.toString().strip()));
                    statement.setLength(0);
                    steps.ask("sql> ");
                }
            }
        } catch (IOException e) {
            steps.say("the prompt has ended: " + e.getMessage());
        }
    }

    private String answer(String statement) {
        String sql = statement.endsWith(";") ? statement.substring(0, statement.length() - 1) : statement;
        if (sql.isBlank()) {
            return "";
        }
        boolean duck = sql.toLowerCase(Locale.ROOT).startsWith(WAREHOUSE);
        try (Connection connection = duck ? warehouse.connect() : postgres.connect()) {
            return TextTable.of(connection, duck ? sql.substring(WAREHOUSE.length()) : sql, SHOWN);
        } catch (SQLException e) {
            return e.getMessage() + "\n";
        }
    }
}
