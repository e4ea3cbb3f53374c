package dev.tributary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.AppConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;

class PipelineSetupTest {
    private static final String BROADCAST_STREAM = """
            output.o.kind = stream
            output.o.join.customers.broadcast = true
            output.o.join.customers.wait = 1m
            """;

    @TempDir
    Path folder;

    /** Somebody's own. */
    static final class OwnStorage implements RocksDBConfigSetter {
        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> configs) {}

        @Override
        public void close(String storeName, Options options) {}
    }

    @Test
    void shouldGiveCopiesOnTheirWayTimeToComeBeforeEventsAreJoined() throws IOException {
        assertThat(properties(BROADCAST_STREAM, "commit.interval.ms = 200"))
                .containsEntry(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, "600");
        assertThat(properties(BROADCAST_STREAM, "max.task.idle.ms = 50"))
                .containsEntry(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, "50");
    }

    @Test
    void shouldNotHoldBackRowsThatFollowTheirTable() throws IOException {
        assertThat(properties("output.o.join.customers.broadcast = true\n", ""))
                .doesNotContainKey(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG);
    }

    @Test
    void shouldLeaveRocksDbToWhoSetsItUpHimself() throws IOException {
        assertThat(properties("", ""))
                .containsEntry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, TableStorage.class);
        assertThat(properties("", "rocksdb.config.setter = " + OwnStorage.class.getName()))
                .containsEntry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, OwnStorage.class.getName());
    }

    private Properties properties(String pipeline, String application) throws IOException {
        Files.writeString(folder.resolve("pipeline.properties"), """
                pipeline = shop
                tables = orders, customers
                table.orders.topic = orders
                table.orders.key = id
                table.orders.format = json
                table.orders.columns = id int, customer int
                table.customers.topic = customers
                table.customers.key = id
                table.customers.format = json
                table.customers.columns = id int, name string
                outputs = o
                output.o.topic = out
                output.o.from = orders
                output.o.join = customers
                output.o.join.customers.on = orders.customer
                output.o.format = json
                output.o.fields = orders.id, customers.name
                """ + pipeline);
        Path file = Files.writeString(folder.resolve("tributary.properties"), """
                application.id = app
                bootstrap.servers = broker:9092
                tributary.pipelines = pipeline.properties
                """ + application);
        return PipelineSetup.of(AppConfig.load(file, Map.of())).streamsProperties();
    }
}
