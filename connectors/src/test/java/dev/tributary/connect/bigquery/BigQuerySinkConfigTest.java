package dev.tributary.connect.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connect.bigquery.table.TableOptions;
import dev.tributary.connect.bigquery.write.Limits;
import dev.tributary.connect.rows.RowRules;
import dev.tributary.connect.stand.Shipped;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BigQuerySinkConfigTest {

    private static BigQuerySinkConfig config(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("bigquery.project", "p", "bigquery.dataset", "d"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return new BigQuerySinkConfig(settings);
    }

    @Test
    void shouldNeedProjectAndDatasetAlone() {
        BigQuerySinkConfig config = config();

        assertThat(config.tableOptions()).isEqualTo(new TableOptions(true, true, true, 0));
        assertThat(config.rules()).isEqualTo(new RowRules(List.of(), "__deleted", "__position"));
        assertThat(config.limits()).isEqualTo(new Limits(5_000, 1_500_000, 30_000, 900_000));
        assertThat(config.credentials()).isEmpty();
        assertThat(config.storageEndpoint()).isEqualTo(URI.create("https://bigquerystorage.googleapis.com:443"));
        assertThat(config.restEndpoint()).isEqualTo(URI.create("https://bigquery.googleapis.com"));
        assertThat(config.tableOf("hr.my-orders")).isEqualTo("hr_my_orders");
    }

    @Test
    void shouldReadEachSetting() {
        BigQuerySinkConfig config = config(
                "bigquery.credentials", " {} ",
                "bigquery.storage.endpoint", "http://127.0.0.1:1",
                "bigquery.rest.endpoint", "http://127.0.0.1:2",
                "table.name.map", "a:b, c.d:e",
                "table.create", "false",
                "table.evolve", "false",
                "table.cluster", "false",
                "table.max.staleness.minutes", "15",
                "pk.fields", "x,y",
                "deleted.field", "gone",
                "position.field", "",
                "batch.size", "7",
                "batch.bytes", "1000",
                "append.retry.ms", "1",
                "append.schema.wait.ms", "2");

        assertThat(config.credentials()).isEqualTo("{}");
        assertThat(config.values().toString()).doesNotContain("{}");
        assertThat(config.tableOptions()).isEqualTo(new TableOptions(false, false, false, 15));
        assertThat(config.rules()).isEqualTo(new RowRules(List.of("x", "y"), "gone", ""));
        assertThat(config.limits()).isEqualTo(new Limits(7, 1_000, 1, 2));
        assertThat(config.tableOf("c.d")).isEqualTo("e");
        assertThat(config.storageEndpoint()).hasPort(1);
        assertThat(config.restEndpoint()).hasPort(2);
    }

    @ParameterizedTest
    @CsvSource({
        "bigquery.dataset, my-dataset, letters",
        "bigquery.storage.endpoint, localhost:9060, host:port",
        "bigquery.rest.endpoint, https://x/path, host",
        "table.name.map, topic, topic:table",
        "table.name.map, topic:a-b, topic:table",
        "table.name.map, 'a:b,a:c', twice",
        "table.max.staleness.minutes, 1441, 1440",
        "batch.bytes, 10000000, 9500000",
        "batch.linger.ms, 1, unknown setting",
        "append.retries, 1, unknown setting"
    })
    void shouldRefuse(String key, String value, String reason) {
        assertThatThrownBy(() -> config(key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(key, reason);
    }

    @Test
    void shouldTakeTheShippedFile() throws IOException {
        Map<String, String> shipped = Shipped.properties("bigquery-orders-sink.properties");

        assertThat(new BigQuerySinkConfig(shipped).tableOf("topic_orders")).isEqualTo("orders");
        assertThat(ServiceLoader.load(SinkConnector.class))
                .anyMatch(found -> found.getClass().getName().equals(shipped.get("connector.class")));
    }
}
