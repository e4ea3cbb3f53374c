package dev.tributary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.AppConfig;
import dev.tributary.pipeline.SmallPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;

class PipelineSetupTest {
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
    void shouldLeaveRocksDbToWhoSetsItUpHimself() throws IOException {
        assertThat(properties(List.of(), ""))
                .containsEntry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, TableStorage.class);
        assertThat(properties(List.of(), "rocksdb.config.setter = " + OwnStorage.class.getName()))
                .containsEntry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, OwnStorage.class.getName());
    }

    private Properties properties(List<String> pipeline, String application) throws IOException {
        Path written = SmallPipeline.write(folder, pipeline.toArray(String[]::new));
        Path file = Files.writeString(
                folder.resolve("tributary.properties"), """
                application.id = app
                bootstrap.servers = broker:9092
                schema.registry.url = http://registry
                tributary.pipelines = %s
                """.formatted(written.getFileName()) + application);
        return PipelineSetup.of(AppConfig.load(file, Map.of())).streamsProperties();
    }
}
