package dev.tributary.connect.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuckDbSinkConfigTest {
    private static final Map<String, String> ALL = Map.of(
            "duckdb.file", "w.duckdb",
            "duckdb.checkpoint.threshold", "64MB",
            "table.name.map", "a.b:one, c:two",
            "table.create", "false",
            "table.evolve", "false",
            "pk.fields", "shop,id",
            "deleted.field", "gone",
            "position.field", "",
            "batch.size", "7",
            "batch.linger.ms", "8");

    @Test
    void shouldHaveDefaultsForEverythingButTheFile() {
        DuckDbSinkConfig config = new DuckDbSinkConfig(Map.of("duckdb.file", "w.duckdb"));

        assertThat(config.file()).isEqualTo(Path.of("w.duckdb"));
        assertThat(config.checkpointThreshold()).isEqualTo("1GB");
        assertThat(config.tables().tableOf("hr.public.payroll")).isEqualTo("hr_public_payroll");
        assertThat(config.tables().creates()).isTrue();
        assertThat(config.tables().evolves()).isTrue();
        assertThat(config.rules().pkFields()).isEmpty();
        assertThat(config.rules().deletedField()).isEqualTo("__deleted");
        assertThat(config.rules().positionField()).isEqualTo("__position");
        assertThat(config.batchSize()).isEqualTo(50_000);
        assertThat(config.batchLingerMs()).isEqualTo(100);
    }

    @Test
    void shouldReadEveryKey() {
        DuckDbSinkConfig config = new DuckDbSinkConfig(ALL);

        assertThat(config.checkpointThreshold()).isEqualTo("64MB");
        assertThat(config.tables().tableOf("a.b")).isEqualTo("one");
        assertThat(config.tables().tableOf("c")).isEqualTo("two");
        assertThat(config.tables().tableOf("d.e")).isEqualTo("d_e");
        assertThat(config.tables().creates()).isFalse();
        assertThat(config.tables().evolves()).isFalse();
        assertThat(config.rules().pkFields()).containsExactly("shop", "id");
        assertThat(config.rules().deletedField()).isEqualTo("gone");
        assertThat(config.rules().positionField()).isEmpty();
        assertThat(config.batchSize()).isEqualTo(7);
        assertThat(config.batchLingerMs()).isEqualTo(8);
        assertThat(ALL.keySet()).isEqualTo(DuckDbSinkConfig.DEFINITION.names());
    }

    @ParameterizedTest
    @CsvSource({
        "duckdb.file, ''",
        "duckdb.checkpoint.threshold, lots",
        "table.name.map, a.b",
        "table.name.map, 'a:b,a:c'",
        "table.create, perhaps",
        "batch.size, 0",
        "batch.linger.ms, -1"
    })
    void shouldRefuseABadValueAndNameItsKey(String key, String value) {
        Map<String, String> properties = new HashMap<>(Map.of("duckdb.file", "w.duckdb"));
        properties.put(key, value);

        assertThatThrownBy(() -> new DuckDbSinkConfig(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void shouldRefuseAnUnknownKeyOfItsOwn() {
        assertThatThrownBy(() -> new DuckDbSinkConfig(Map.of("duckdb.file", "w.duckdb", "table.crate", "true")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown setting table.crate");
        assertThat(new DuckDbSinkConfig(Map.of("duckdb.file", "w.duckdb", "errors.tolerance", "all")))
                .isNotNull();
    }

    @Test
    void shouldDocumentEveryKey() {
        for (ConfigDef.ConfigKey key : DuckDbSinkConfig.DEFINITION.configKeys().values()) {
            assertThat(key.documentation).as(key.name).isNotBlank();
        }
    }

    @Test
    void shouldBeFoundByItsServiceManifestWithTheVersionOfTheBuild() {
        List<SinkConnector> found = ServiceLoader.load(SinkConnector.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(DuckDbSinkConnector.class::isInstance)
                .toList();

        assertThat(found).hasSize(1);
        assertThat(found.get(0).version()).matches("\\d+\\.\\d+.*");
    }

    @Test
    void shouldStartFromTheShippedConfiguration() throws IOException {
        Properties shipped = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("duckdb-payroll-sink.properties"))) {
            shipped.load(file);
        }
        Map<String, String> properties = new HashMap<>();
        shipped.forEach((key, value) -> properties.put((String) key, (String) value));
        DuckDbSinkConnector connector = new DuckDbSinkConnector();

        connector.start(properties);

        assertThat(properties.get("connector.class")).isEqualTo(DuckDbSinkConnector.class.getName());
        assertThat(new DuckDbSinkConfig(properties).tables().tableOf("topic_payroll_complete"))
                .isEqualTo("payroll_complete");
        assertThat(connector.taskConfigs(2)).containsExactly(properties, properties);
        assertThat(connector.taskClass()).isEqualTo(DuckDbSinkTask.class);
        connector.stop();
    }
}
