package dev.tributary.connect.cockroach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connect.stand.Shipped;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CockroachSourceConfigTest {
    private static Map<String, String> smallest() {
        return new HashMap<>(Map.of(
                "listener", "http://127.0.0.1:3000",
                "tables", "orders",
                "table.orders.key", "id",
                "table.orders.columns", "id uuid, total decimal(12,2)?",
                "topic.prefix", "x"));
    }

    @Test
    void shouldHaveDefaultsForEverythingButTheListenerAndTheTables() {
        CockroachSourceConfig config = new CockroachSourceConfig(smallest());

        assertThat(config.routes()).containsOnlyKeys("/");
        assertThat(config.authorization()).isEmpty();
        assertThat(config.clientAuth()).isEqualTo("none");
        assertThat(config.ackTimeoutMs()).isEqualTo(2_500);
        assertThat(config.maxPending()).isEqualTo(50_000);
        assertThat(config.maxBodyBytes()).isEqualTo(32 << 20);
        assertThat(config.batchSize()).isEqualTo(5_000);
    }

    @ParameterizedTest
    @CsvSource({
        "listener, 3000",
        "listener, ftp://host:1",
        "listener, https://host",
        "routes, orders",
        "routes, /a:customers",
        "routes, '/a,/a:orders'",
        "table.orders.key, ''",
        "table.orders.key, no",
        "table.orders.columns, id guid",
        "ssl.client.auth, maybe",
        "ack.timeout.ms, 0",
        "ack.time.ms, 1",
        "table.orders.clumns, id uuid"
    })
    void shouldRefuseABadValueAndNameItsKey(String key, String value) {
        Map<String, String> settings = smallest();
        settings.put(key, value);

        assertThatThrownBy(() -> new CockroachSourceConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(value.equals("no") ? "table.orders.columns" : key);
    }

    @Test
    void shouldAskForTheCertificateOfAnHttpsListener() {
        Map<String, String> settings = smallest();
        settings.put("listener", "https://0.0.0.0:3000");

        assertThatThrownBy(() -> new CockroachSourceConfig(settings)).hasMessageContaining("ssl.keystore.location");
    }

    @Test
    void shouldDocumentEveryKey() {
        for (ConfigDef.ConfigKey key : CockroachSettings.DEFINITION.configKeys().values()) {
            assertThat(key.documentation).as(key.name).isNotBlank();
        }
    }

    @Test
    void shouldStartFromTheShippedConfigurationWithOneTask() throws IOException {
        Map<String, String> shipped = Shipped.properties("cockroach-orders-source.properties");
        CockroachSourceConnector connector = Shipped.found(CockroachSourceConnector.class, shipped);

        connector.start(shipped);

        assertThat(connector.taskConfigs(4)).containsExactly(shipped);
        assertThat(new CockroachSourceConfig(shipped).routes()).containsOnlyKeys("/bigquery", "/changes");
        assertThat(connector.taskClass()).isEqualTo(CockroachSourceTask.class);
        connector.stop();
    }
}
