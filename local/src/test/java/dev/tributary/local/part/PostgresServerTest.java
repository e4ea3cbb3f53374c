package dev.tributary.local.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Secrets;
import dev.tributary.local.place.Service;
import dev.tributary.local.sample.History;
import dev.tributary.local.sample.SampleData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PostgresServerTest {

    @TempDir
    static Path folder;

    private static DataDirectory directory;
    private static Ports ports;
    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        directory = DataDirectory.open(folder.resolve("data"), false);
        ports = Ports.anyFree(directory.ports());
        server = PostgresServer.start(Installation.find(), directory, ports);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        directory.close();
    }

    @Test
    void shouldPlayTheHistoryOverSampleRowsMoreThanOnce() throws Exception {
        try (Connection connection = server.connect()) {
            SampleData sample = new SampleData(200, 1000);
            assertThat(sample.loadForSnapshot(connection)).isEqualTo(160 + 500);
            assertThat(sample.loadForStreaming(connection)).isEqualTo(40 + 500);
            assertThat(sample.loadForStreaming(connection)).isZero();

            assertThat(History.play(connection)).isGreaterThan(40);
            History.play(connection);

            assertThat(number(connection, "SELECT count(*) FROM payroll WHERE last_name = 'Seen'"))
                    .isZero();
            assertThat(number(
                            connection,
                            "SELECT count(*) FROM bonus LEFT JOIN payroll USING (employee_id) WHERE ssn IS NULL"))
                    .isPositive();
            assertThat(number(connection, "SELECT pg_column_size(resume) FROM payroll WHERE employee_id = 50000001"))
                    .as("a moved-out text keeps its full size")
                    .isGreaterThan(8000);
        }
    }

    @Test
    void shouldRunTheSchemaAgainWithoutAChange() throws Exception {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            String sql = Files.readString(Installation.find().file("schemas/postgres/payroll.sql"));

            statement.execute(sql);

            assertThat(number(connection, "SELECT count(*) FROM pg_publication_tables WHERE pubname = 'tributary'"))
                    .isEqualTo(4);
        }
    }

    @Test
    void shouldGiveTheReplicationRoleNoMoreThanItNeeds() throws Exception {
        try (Connection owner = server.connect();
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS salaries_of_the_board (amount numeric)");
        }
        String url = "jdbc:postgresql://" + ports.address(Service.POSTGRES) + "/hr";
        String password = Secrets.of(directory).value(Secrets.REPLICATION_PASSWORD);

        try (Connection role = DriverManager.getConnection(url, "tributary_replication", password)) {
            number(role, "SELECT count(*) FROM payroll");
            assertThatThrownBy(() -> number(role, "SELECT count(*) FROM salaries_of_the_board"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> number(role, "DELETE FROM payroll")).hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url, "tributary_replication", "guess"))
                .hasMessageContaining("password authentication failed");
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
