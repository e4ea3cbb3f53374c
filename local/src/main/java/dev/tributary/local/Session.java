package dev.tributary.local;

import dev.tributary.app.ExitCode;
import dev.tributary.local.part.PostgresServer;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import dev.tributary.local.sample.SampleData;
import java.sql.Connection;
import java.util.Locale;
import java.util.Optional;

/** The running stack until Ctrl-C: says where everything is, takes SQL, shows rows as they come. */
final class Session {

    private static final long LOOK_MILLIS = 1000;

    private final Setting setting;
    private final Stack stack;
    private final Steps steps;

    Session(Setting setting, Stack stack, Steps steps) {
        this.setting = setting;
        this.stack = stack;
        this.steps = steps;
    }

    int run(SampleData sample, Waiting stopped) throws Exception {
        explain();
        RowFeed.start(
                new RowFeed.Place(
                        stack.broker().bootstrapServers(),
                        stack.registry().url(),
                        stack.topics().outputs()),
                steps,
                stopped);
        try (Connection postgres = stack.postgres().connect()) {
            sample.loadForStreaming(postgres);
        }
        // the launcher knows; System.console() answers differently from Java to Java
        if (Boolean.getBoolean("tributary.terminal")) {
            SqlPrompt.start(stack.postgres(), stack.warehouse(), steps, stopped);
        }
        while (!stopped.await(LOOK_MILLIS)) {
            Optional<String> failure = stack.failure();
            if (failure.isPresent()) {
                throw LocalException.partFailed(
                        failure.get() + ": see " + setting.directory().logs());
            }
        }
        return ExitCode.OK.code();
    }

    private void explain() {
        String table = stack.warehouse().table(stack.topics().outputs().get(0));
        steps.say(String.format(
                Locale.ROOT,
                """

                ready after %.1f s

                  Postgres    %s  database %s, user %s
                  Kafka       %s  topics %s -> %s
                  Registry    %s
                  Connect     http://%s/connectors
                  Warehouse   %s
                  Logs        %s

                Change a row, with psql:
                  PGPASSFILE=%s psql -h %s -p %d -U %s %s \\
                    -c "UPDATE payroll SET hourly_rate = hourly_rate + 1 WHERE employee_id = 7"
                or at the sql> prompt here, on a terminal. There, a line that begins with "warehouse" asks DuckDB:
                  warehouse SELECT * FROM %s LIMIT 5;
                Enriched rows follow as they come. Ctrl-C ends.
                """,
                steps.sinceStart(),
                setting.ports().address(Service.POSTGRES),
                PostgresServer.DATABASE,
                PostgresServer.OWNER,
                setting.ports().address(Service.KAFKA),
                String.join(", ", stack.topics().changes()),
                String.join(", ", stack.topics().outputs()),
                stack.registry().url(),
                setting.ports().address(Service.CONNECT),
                stack.warehouse().place(),
                setting.directory().logs(),
                PostgresServer.passwordFile(setting.directory()),
                Ports.HOST,
                setting.ports().of(Service.POSTGRES),
                PostgresServer.OWNER,
                PostgresServer.DATABASE,
                table));
    }
}
