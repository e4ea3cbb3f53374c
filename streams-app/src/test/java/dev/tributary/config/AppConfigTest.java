package dev.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.pipeline.PipelineKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppConfigTest {
    private static final Path SHIPPED = Path.of("../config/tributary.properties");
    private static final String[] SMALL = {
        "application.id = app", "bootstrap.servers = broker:9092", "tributary.pipelines = a.properties"
    };

    @TempDir
    private Path folder;

    @Test
    void shouldHaveTheseDefaults() throws IOException {
        AppConfig config = load(SMALL);

        assertThat(config.pipelines()).containsExactly(folder.resolve("a.properties"));
        assertThat(config.deadLetterTopic()).isEqualTo("app-dead-letters");
        assertThat(config.tokenKey()).isEmpty();
        assertThat(config.storeType()).isEqualTo(AppConfig.StoreType.ROCKSDB);
        assertThat(config.registryUrl()).isEmpty();
        assertThat(config.registryProperties()).isEmpty();
        assertThat(config.unresolved()).isEmpty();
        assertThat(config.streamsProperties())
                .containsExactlyInAnyOrderEntriesOf(properties(
                        "application.id",
                        "app",
                        "bootstrap.servers",
                        "broker:9092",
                        "processing.guarantee",
                        "exactly_once_v2",
                        "commit.interval.ms",
                        "500",
                        "num.stream.threads",
                        "2",
                        "num.standby.replicas",
                        "0",
                        "replication.factor",
                        "-1",
                        "state.dir",
                        ".tributary/state",
                        "ensure.explicit.internal.resource.naming",
                        "true",
                        "producer.compression.type",
                        "lz4",
                        "producer.linger.ms",
                        "20",
                        "producer.batch.size",
                        "262144",
                        "consumer.max.poll.records",
                        "5000",
                        "consumer.max.partition.fetch.bytes",
                        "4194304",
                        "errors.dead.letter.queue.topic.name",
                        "app-dead-letters"));
    }

    @Test
    void shouldMapEveryKeyOfOurs() throws IOException {
        Set<String> ours = new HashSet<>(AppKeys.DEF.names());

        AppConfig config = load(
                "application.id = app",
                "bootstrap.servers = broker:9092",
                mapped(ours, "tributary.pipelines", "a.properties, sub/b.properties"),
                mapped(ours, "tributary.token.key", "0123456789abcdef"),
                mapped(ours, "tributary.dead.letter.topic", "graveyard"),
                mapped(ours, "tributary.store", "memory"),
                mapped(ours, "tributary.rocksdb.memory.bytes", "67108864"),
                mapped(ours, "tributary.replay", "false"),
                mapped(ours, "tributary.metrics.port", "9404"));

        assertThat(ours).as("keys that this test forgets").isEmpty();
        assertThat(config.pipelines())
                .containsExactly(folder.resolve("a.properties"), folder.resolve("sub/b.properties"));
        assertThat(config.tokenKey()).contains("0123456789abcdef");
        assertThat(config.deadLetterTopic()).isEqualTo("graveyard");
        assertThat(config.storeType()).isEqualTo(AppConfig.StoreType.MEMORY);
        assertThat(config.rocksDbBytes()).isEqualTo(67_108_864);
        assertThat(config.replays()).isFalse();
        assertThat(config.metricsPort()).hasValue(9404);
        assertThat(config.streamsProperties()).containsEntry("errors.dead.letter.queue.topic.name", "graveyard");
    }

    @Test
    void shouldPassKafkasKeysOnUnderTheirOwnNames() throws IOException {
        AppConfig config = load(with(
                "processing.guarantee = at_least_once",
                "security.protocol = SSL",
                "main.consumer.group.instance.id = one",
                "consumer.max.poll.records = 7",
                "producer.linger.ms = 0",
                "admin.retries = 3",
                "topic.min.insync.replicas = 2",
                "schema.registry.url = http://registry",
                "basic.auth.credentials.source = USER_INFO",
                "schema.registry.ssl.truststore.location = /trust"));

        assertThat(config.streamsProperties())
                .containsEntry("processing.guarantee", "at_least_once")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("main.consumer.group.instance.id", "one")
                .containsEntry("consumer.max.poll.records", "7")
                .containsEntry("topic.min.insync.replicas", "2")
                .doesNotContainKeys("schema.registry.url", "basic.auth.credentials.source", "tributary.pipelines");
        assertThat(config.registryUrl()).contains("http://registry");
        assertThat(config.registryProperties())
                .containsOnlyKeys(
                        "schema.registry.url",
                        "basic.auth.credentials.source",
                        "schema.registry.ssl.truststore.location");
        assertThat(new StreamsConfig(config.streamsProperties()).getMainConsumerConfigs("g", "c", 1))
                .containsEntry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "7");
    }

    @Test
    void shouldReportEveryMistakeAtOnce() throws IOException {
        Path file = write(
                "bootstrap.servers = broker:9092",
                "bootstrap.server = broker:9093",
                "num.stream.threads = many",
                "tributary.stor = memory",
                "tributary.store = disk",
                "tributary.token.key = short",
                "consumer.max.poll.recrods = 3",
                "something.else = 1",
                "bootstrap.servers = x:1");

        List<Problem> problems = catchThrowableOfType(InvalidConfiguration.class, () -> AppConfig.load(file, Map.of()))
                .problems();

        assertThat(problems.stream().map(problem -> problem.line() + " " + problem.key()))
                .containsExactlyInAnyOrder(
                        "0 application.id",
                        "0 tributary.pipelines",
                        "2 bootstrap.server",
                        "3 num.stream.threads",
                        "4 tributary.stor",
                        "5 tributary.store",
                        "6 tributary.token.key",
                        "7 consumer.max.poll.recrods",
                        "8 something.else",
                        "9 bootstrap.servers");
        assertThat(problems.toString())
                .contains("did you mean bootstrap.servers?")
                .contains("did you mean tributary.store?")
                .contains("did you mean consumer.max.poll.records?")
                .contains("at least 16 characters")
                .doesNotContain("short");
    }

    @Test
    void shouldPreferAnOverride() throws IOException {
        AppConfig config =
                AppConfig.load(write(SMALL), Map.of("bootstrap.servers", "other:1", "num.stream.threads", "5"));

        assertThat(config.streamsProperties())
                .containsEntry("bootstrap.servers", "other:1")
                .containsEntry("num.stream.threads", "5");
        assertThatThrownBy(() -> AppConfig.load(write(SMALL), Map.of("num.stream.threads", "x")))
                .hasMessageStartingWith("override of ");
    }

    @Test
    void shouldFetchSecretsFromFilesAndTheEnvironment() throws IOException {
        Path secrets = Files.writeString(folder.resolve("secrets.properties"), "key = 0123456789abcdef0123\n");

        AppConfig config = load(
                with("tributary.token.key = ${file:" + secrets + ":key}", "main.consumer.client.id = ${env:PATH}"));

        assertThat(config.tokenKey()).contains("0123456789abcdef0123");
        assertThat(config.streamsProperties()).containsEntry("main.consumer.client.id", System.getenv("PATH"));
        assertThat(config.toString()).doesNotContain("0123456789abcdef0123");
    }

    @Test
    void shouldSayWhichSecretIsMissing() throws IOException {
        Path file = write(
                with("tributary.token.key = ${env:NO_SUCH_VARIABLE}", "ssl.key.password = ${file:/no/such/file:key}"));

        assertThatThrownBy(() -> AppConfig.load(file, Map.of()))
                .hasMessageContaining(":4: tributary.token.key: environment variable NO_SUCH_VARIABLE is not set")
                .hasMessageContaining(":5: ssl.key.password: ");
    }

    @Test
    void shouldInspectAFileWithoutItsSecrets() throws IOException {
        AppConfig config = AppConfig.inspect(write(with("tributary.token.key = ${env:NO_SUCH_VARIABLE}")), Map.of());

        assertThat(config.tokenKey()).isEmpty();
        assertThat(config.unresolved()).extracting(Problem::key).containsExactly("tributary.token.key");
    }

    @Test
    void shouldShipAConfigurationThatOnlyLacksItsSecret() {
        AppConfig config = AppConfig.inspect(SHIPPED, Map.of("tributary.token.key", "${env:NO_SUCH_VARIABLE}"));

        assertThat(config.pipelines()).allMatch(Files::exists);
        assertThat(config.unresolved()).extracting(Problem::key).containsExactly("tributary.token.key");
    }

    @Test
    void shouldShipTheReferenceThatTheKeysPrint() throws IOException {
        assertThat(Files.readString(Path.of("../config/REFERENCE.md")))
                .as("stale: run ./tributary reference > config/REFERENCE.md")
                .isEqualTo(ConfigReference.print(PipelineKeys.ALL));
    }

    private static String mapped(Set<String> left, String key, String value) {
        left.remove(key);
        return key + " = " + value;
    }

    private static String[] with(String... lines) {
        String[] all = Arrays.copyOf(SMALL, SMALL.length + lines.length);
        System.arraycopy(lines, 0, all, SMALL.length, lines.length);
        return all;
    }

    private static Properties properties(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    private AppConfig load(String... lines) throws IOException {
        return AppConfig.load(write(lines), Map.of());
    }

    private Path write(String... lines) throws IOException {
        return Files.write(folder.resolve("app.properties"), List.of(lines));
    }
}
