package dev.tributary.connect.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connect.stand.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportSourceConfigTest {
    private static Map<String, String> smallest() {
        return new HashMap<>(Map.of(
                "export.location", "exports",
                "work.dir", "work",
                "tables", "orders",
                "table.orders.key", "shop, id",
                "topic.prefix", "x"));
    }

    @Test
    void shouldHaveDefaultsForEverythingButThePlacesAndTheKey() {
        ExportSourceConfig config = new ExportSourceConfig(smallest());

        assertThat(config.tables().get("orders"))
                .isEqualTo(new TableSettings("orders", List.of("shop", "id"), List.of(), 0.2));
        assertThat(config.tenants()).isEmpty();
        assertThat(config.importsTopic()).isEqualTo("x.imports");
        assertThat(config.tombstones()).isTrue();
        assertThat(config.scanInterval()).hasMillis(1_000);
        assertThat(config.settleTime()).hasMillis(1_000);
        assertThat(config.batchSize()).isEqualTo(20_000);
        assertThat(config.csv().delimiter()).isEqualTo(',');
        assertThat(config.limits(Path.of("s")).memory()).isEqualTo("512MB");
        assertThat(config.limits(Path.of("s")).threads()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "export.location, ''",
        "table.orders.key, ''",
        "table.orders.columns, id",
        "table.orders.columns, id number",
        "table.orders.columns, id long",
        "table.orders.columns, 'id long, id int'",
        "table.orders.delete.limit, 2",
        "table.orders.delete.limit, much",
        "delete.limit, -1",
        "version.pattern, (",
        "version.pattern, \\d+",
        "csv.delimiter, ab",
        "duckdb.memory.limit, lots",
        "batch.size, 0",
        "tables, 'orders,customers'",
        "table.customers.key, id",
        "scan.intervall.ms, 1"
    })
    void shouldRefuseABadValueAndNameItsKey(String key, String value) {
        Map<String, String> settings = smallest();
        settings.put(key, value);

        assertThatThrownBy(() -> new ExportSourceConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key.equals("tables") ? "table.customers.key" : key);
    }

    @Test
    void shouldDocumentEveryKey() {
        for (ConfigDef.ConfigKey key : ExportSettings.DEFINITION.configKeys().values()) {
            assertThat(key.documentation == null || key.documentation.isBlank())
                    .as(key.name)
                    .isEqualTo(key.name.equals(ExportSettings.TASK_TABLES));
        }
    }

    @Test
    void shouldStartFromTheShippedConfigurationAndGiveEachTableToOneTask(@TempDir Path folder) throws IOException {
        Map<String, String> shipped = Shipped.properties("export-orders-source.properties");
        shipped.put("export.location", folder.toString());
        for (String tenant : List.of("acme", "basco", "cyan", "_unfinished")) {
            Files.createDirectories(folder.resolve(tenant));
        }
        ExportSourceConnector connector = Shipped.found(ExportSourceConnector.class, shipped);

        connector.start(shipped);

        assertThat(connector.taskConfigs(2))
                .extracting(task -> task.get("tables.of.task"))
                .containsExactly("acme/orders,cyan/orders", "basco/orders");
        assertThat(connector.taskConfigs(9)).hasSize(3);
        assertThat(connector.exactlyOnceSupport(shipped)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
        assertThat(connector.taskClass()).isEqualTo(ExportSourceTask.class);
        connector.stop();
    }
}
