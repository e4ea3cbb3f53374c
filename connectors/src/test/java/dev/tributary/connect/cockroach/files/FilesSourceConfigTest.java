package dev.tributary.connect.cockroach.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connect.stand.Shipped;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesSourceConfigTest {
    private static Map<String, String> smallest() {
        return new HashMap<>(Map.of(
                "files.location", "s3://bucket/feed",
                "tables", "orders",
                "table.orders.key", "id",
                "table.orders.columns", "id uuid, total decimal(12,2)?",
                "topic.prefix", "x"));
    }

    @Test
    void shouldHaveDefaultsForEverythingButTheLocationAndTheTables() {
        FilesSourceConfig config = new FilesSourceConfig(smallest());

        assertThat(config.location()).isEqualTo("s3://bucket/feed");
        assertThat(config.filesTopic()).isEqualTo("x.files");
        assertThat(config.scanIntervalMs()).isEqualTo(1_000);
        assertThat(config.batchSize()).isEqualTo(5_000);
        assertThat(config.tables().topics().progress()).isEqualTo("x.progress");
        assertThat(config.tables().topics().deadLetters()).isEqualTo("x.dead-letters");
        assertThat(config.tables().topics().tombstones()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "files.location, ''",
        "table.orders.key, ''",
        "scan.interval.ms, 0",
        "scan.interval, 1000",
        "s3.bucket, b",
        "table.orders.clumns, id uuid"
    })
    void shouldRefuseABadValueAndNameItsKey(String key, String value) {
        Map<String, String> settings = smallest();
        settings.put(key, value);

        assertThatThrownBy(() -> new FilesSourceConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void shouldDocumentEveryKey() {
        for (ConfigDef.ConfigKey key : FilesSettings.DEFINITION.configKeys().values()) {
            assertThat(key.documentation).as(key.name).isNotBlank();
        }
    }

    @Test
    void shouldStartFromTheShippedConfigurationWithOneTask() throws IOException {
        Map<String, String> shipped = Shipped.properties("cockroach-orders-files-source.properties");
        CockroachFilesSourceConnector connector = Shipped.found(CockroachFilesSourceConnector.class, shipped);

        connector.start(shipped);

        assertThat(connector.taskConfigs(4)).containsExactly(shipped);
        assertThat(connector.exactlyOnceSupport(shipped)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
        assertThat(connector.taskClass()).isEqualTo(CockroachFilesSourceTask.class);
        connector.stop();
    }
}
