package dev.tributary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableStorageTest {
    private static final long BUDGET = 32L << 20;
    private static final int ROWS = 20_000;

    @TempDir
    Path folder;

    @Test
    void shouldKeepAllTablesWithinOneBudget() {
        StreamsBuilder builder = new StreamsBuilder();
        for (String table : new String[] {"payroll", "bonus"}) {
            builder.table(
                    table,
                    Consumed.with(Serdes.Integer(), Serdes.String()),
                    Materialized.<Integer, String>as(Stores.persistentKeyValueStore(table + "-latest"))
                            .withKeySerde(Serdes.Integer())
                            .withValueSerde(Serdes.String()));
        }
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), properties())) {
            TestInputTopic<Integer, String> changes =
                    driver.createInputTopic("payroll", new IntegerSerializer(), new StringSerializer());
            for (int row = 0; row < ROWS; row++) {
                changes.pipeInput(row, "row " + row);
            }
            KeyValueStore<Integer, String> payroll = driver.getKeyValueStore("payroll-latest");

            assertThat(payroll.get(ROWS - 1)).isEqualTo("row " + (ROWS - 1));
            assertThat(payroll.get(ROWS)).isNull();
            assertThat(driver.metrics().entrySet())
                    .filteredOn(metric -> metric.getKey().name().equals("block-cache-capacity"))
                    .extracting(metric -> ((Metric) metric.getValue()).metricValue())
                    .hasSize(2)
                    .allMatch(capacity -> ((Number) capacity).longValue() == BUDGET);
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "storage");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, TableStorage.class);
        properties.put(TableStorage.MEMORY_CONFIG, BUDGET);
        return properties;
    }
}
