package dev.tributary.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connect.shards.Progress;
import dev.tributary.connect.stand.Shipped;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KinesisSourceConfigTest {
    @Test
    void shouldBeFoundAndStartWithTheShippedFile() throws IOException {
        Map<String, String> shipped = Shipped.properties("kinesis-ticks-source.properties");

        KinesisSourceConnector connector = Shipped.found(KinesisSourceConnector.class, shipped);
        connector.start(shipped);

        assertThat(connector.taskConfigs(4)).hasSize(1);
        assertThat(new KinesisSourceConfig(shipped).key()).isEmpty();
    }

    @Test
    void shouldBeginWhereItIsTold() {
        assertThat(start("TRIM_HORIZON")).isEqualTo(Progress.BEGINNING);
        assertThat(start("2026-01-31T01:00:00+01:00")).isEqualTo(Progress.time(1_769_817_600_000L));
        assertThat(Long.parseLong(start("LATEST").at())).isBetween(1_700_000_000_000L, System.currentTimeMillis());
    }

    private static Progress start(String start) {
        Map<String, String> settings = settings();
        settings.put("start", start);
        return new KinesisSourceConfig(settings).start();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "columns | shard string | columns of the source's own",
                "columns | price money | unknown type",
                "key | id | names a column",
                "start | yesterday | must be TRIM_HORIZON",
                "format | xml | xml",
                "csv.delimiter | ab | one character",
                "when.trimed | stop | unknown setting when.trimed",
            })
    void shouldSayWhatIsWrong(String key, String value, String message) {
        Map<String, String> settings = settings();
        settings.put(key, value);

        assertThatThrownBy(() -> new KinesisSourceConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("stream", "ticks");
        settings.put("columns", "symbol string, price decimal(18,4)");
        settings.put("topic.prefix", "kinesis");
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        return settings;
    }
}
