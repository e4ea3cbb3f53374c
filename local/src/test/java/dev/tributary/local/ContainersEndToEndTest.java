package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.check.Backlog;
import dev.tributary.local.check.CaughtUp;
import dev.tributary.local.check.Token;
import dev.tributary.local.check.Verification;
import dev.tributary.local.part.ConnectWorker;
import dev.tributary.local.part.DuckDbWarehouse;
import dev.tributary.local.part.PayrollSource;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.part.StreamsApp;
import dev.tributary.local.part.Topics;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Secrets;
import dev.tributary.local.sample.History;
import dev.tributary.local.sample.SampleData;
import dev.tributary.pipeline.PipelineFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same proof with the vendors' own images of Kafka and Postgres. */
@Timeout(300)
@EnabledIf(value = "dockerAnswers", disabledReason = "no Docker engine answers")
class ContainersEndToEndTest {

    @TempDir
    Path folder;

    private final Installation installation = Installation.find();

    static boolean dockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Test
    void shouldEqualPostgresOnContainersToo() throws Exception {
        try (KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.0");
                PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:17-alpine");
                DataDirectory directory = DataDirectory.open(folder.resolve("data"), false)) {
            kafka.start();
            postgres.withDatabaseName("hr").withCommand("postgres", "-c", "wal_level=logical");
            postgres.start();
            try (Connection database = connect(postgres)) {
                prepare(database, Secrets.of(directory));
                flow(kafka.getBootstrapServers(), postgres, directory, database);
            }
        }
    }

    private static Connection connect(PostgreSQLContainer postgres) throws SQLException {
        return DriverManager.getConnection(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
    }

    private void prepare(Connection database, Secrets secrets) throws Exception {
        try (Statement statement = database.createStatement()) {
            statement.execute(Files.readString(installation.file("schemas/postgres/payroll.sql")));
            statement.execute(
                    "ALTER ROLE tributary_replication PASSWORD '" + secrets.value(Secrets.REPLICATION_PASSWORD) + "'");
        }
    }

    private void flow(String kafka, PostgreSQLContainer postgres, DataDirectory directory, Connection database)
            throws Exception {
        Path pipeline = installation.file("config/pipelines/payroll.properties");
        Topics topics = Topics.of(PipelineFile.read(pipeline));
        Ports ports = Ports.anyFree(directory.ports());
        SampleData sample = new SampleData(1000, 10_000);
        sample.loadForSnapshot(database);
        topics.createChanges(kafka);
        try (SchemaRegistry registry = SchemaRegistry.start(installation, directory, ports);
                ConnectWorker connect =
                        ConnectWorker.start(List.of(installation.built("plugins")), directory, ports, kafka)) {
            Map<String, String> servers = Map.of("bootstrap.servers", kafka, "schema.registry.url", registry.url());
            try (StreamsApp app = StreamsApp.start(installation, directory, pipeline, servers)) {
                connect.connectors().run(PayrollSource.NAME, source(postgres, directory, ports, registry));
                DuckDbWarehouse warehouse = DuckDbWarehouse.of(directory);
                connect.connectors().run(warehouse.connector(), warehouse.config(topics.outputs(), registry));
                sample.loadForStreaming(database);
                History.play(database);

                awaitWarehouse(kafka, topics, database, warehouse.group());

                assertThat(app.failure()).isEmpty();
                shouldBeEqual(directory, topics, database);
            }
        }
    }

    private Map<String, String> source(
            PostgreSQLContainer postgres, DataDirectory directory, Ports ports, SchemaRegistry registry)
            throws Exception {
        Map<String, String> config =
                new HashMap<>(PayrollSource.config(installation, ports, Secrets.of(directory), registry));
        config.put("database.hostname", postgres.getHost());
        config.put("database.port", Integer.toString(postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)));
        return config;
    }

    private static void awaitWarehouse(String kafka, Topics topics, Connection database, String group)
            throws Exception {
        CaughtUp.Flow flow = new CaughtUp.Flow(topics.changes(), StreamsApp.APPLICATION, topics.outputs(), group);
        try (Backlog backlog = new Backlog(kafka, true)) {
            CaughtUp caughtUp = new CaughtUp(flow, database, backlog);
            Eventually.isTrue(
                    "the warehouse has caught up", () -> caughtUp.lagging().isEmpty());
        }
    }

    private static void shouldBeEqual(DataDirectory directory, Topics topics, Connection database) throws Exception {
        byte[] key = Secrets.of(directory).value(Secrets.TOKEN_KEY).getBytes(StandardCharsets.UTF_8);
        try (Connection warehouse = DuckDbWarehouse.of(directory).connect()) {
            Verification.Result result = new Verification(new Token(key)::of)
                    .compare(
                            database,
                            warehouse,
                            DuckDbWarehouse.of(directory).rows(topics.outputs().get(0)));
            assertThat(result.differences()).isEmpty();
            assertThat(result.equal()).isGreaterThan(9000);
        }
    }
}
