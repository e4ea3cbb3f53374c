package dev.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connect.stand.Shipped;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamoDbSourceConfigTest {
    @Test
    void shouldBeFoundAndStartWithTheShippedFile() throws IOException {
        Map<String, String> shipped = Shipped.properties("dynamodb-trades-source.properties");

        DynamoDbSourceConnector connector = Shipped.found(DynamoDbSourceConnector.class, shipped);
        connector.start(shipped);

        assertThat(connector.taskConfigs(4)).hasSize(1);
        assertThat(new DynamoDbSourceConfig(shipped).tables()).containsOnlyKeys("trades");
    }

    @Test
    void shouldGiveEachTableToOneTask() {
        DynamoDbSourceConnector connector = new DynamoDbSourceConnector();
        Map<String, String> settings = settings();
        settings.put("tables", "trades,orders,users");
        settings.put("table.orders.columns", "id string");
        settings.put("table.users.columns", "id string");
        connector.start(settings);

        assertThat(connector.taskConfigs(2))
                .extracting(config -> config.get("tables.of.task"))
                .containsExactly("trades,users", "orders");
        assertThat(new DynamoDbSourceConfig(connector.taskConfigs(2).get(1)).tablesOfTask())
                .extracting(TableSettings::table)
                .isEqualTo(List.of("orders"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "table.trades.columns | '' | declare at least",
                "table.trades.columns | id text | unknown type",
                "table.trades.document | id | is a declared column already",
                "table.trades.epoch | -1 | between 0 and 65535",
                "table.trades.epoch | one | whole number",
                "table.other.columns | id string | unknown setting table.other.columns",
                "scan.size | 1 | unknown setting scan.size",
                "aws.regoin | x | unknown setting aws.regoin",
            })
    void shouldSayWhatIsWrong(String key, String value, String message) {
        Map<String, String> settings = settings();
        settings.put(key, value);

        assertThatThrownBy(() -> new DynamoDbSourceConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("tables", "trades");
        settings.put("table.trades.columns", "id string");
        settings.put("topic.prefix", "dynamo");
        return settings;
    }
}
