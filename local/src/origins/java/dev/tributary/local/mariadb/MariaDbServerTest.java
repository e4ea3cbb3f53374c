package dev.tributary.local.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.part.MariaDbServer;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.LocalException;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "the MariaDB in the tests is built for it alone")
class MariaDbServerTest {
    @TempDir
    Path folder;

    @Test
    void shouldKeepItsRowsAndItsLogOverARestart() throws Exception {
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), false)) {
            try (MariaDbServer server = MariaDbServer.start(Installation.find(), directory, MariaDbStack.freePort());
                    Connection connection = server.connect()) {
                Answers.execute(connection, "INSERT INTO txns VALUES (1, 1.50, now(6))");
            }
            try (MariaDbServer server = MariaDbServer.start(Installation.find(), directory, MariaDbStack.freePort());
                    Connection connection = server.connect()) {
                assertThat(Answers.rows(connection, "SELECT employee_id, amount FROM txns"))
                        .containsExactly("1|1.50");
                assertThat(Answers.rows(connection, "SHOW BINARY LOGS")).hasSize(2);
                assertThat(Answers.rows(
                                connection, "SELECT @@binlog_format, @@binlog_row_image, @@log_bin, @@bind_address"))
                        .containsExactly("ROW|FULL|1|127.0.0.1");
            }
        }
    }

    @Test
    void shouldTellHowToBuildItWhereItIsMissing() throws Exception {
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), false)) {
            assertThatThrownBy(() -> MariaDbServer.start(new Installation(folder), directory, 1))
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("mariadb-binaries is missing: build with mvn -P mariadb,origins");
        }
    }
}
