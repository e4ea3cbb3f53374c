package dev.tributary.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.app.ExitCode;
import dev.tributary.config.AppConfig;
import dev.tributary.projection.Masking;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCheckTest {
    private final MockAdminClient admin = new MockAdminClient.Builder().build();
    private final LiveCheck check = new LiveCheck(
            AppConfig.inspect(Path.of("../config/tributary.properties"), Map.of()),
            Masking.keyed("a key for tests of sixteen characters"));

    @TempDir
    private Path folder;

    @Test
    void shouldLookAtTheConfigurationTheStateAndTheOffsetsOfAConnector() throws IOException {
        Cluster cluster = new Cluster(admin, Duration.ofSeconds(5));
        admin.createTopics(List.of(new NewTopic("t", Optional.of(1), Optional.empty())));
        admin.updateBeginningOffsets(Map.of(new TopicPartition("t", 0), 0L));
        admin.updateEndOffsets(Map.of(new TopicPartition("t", 0), 3L));
        try (ConnectStub worker = new ConnectStub()) {
            worker.reply(
                            "GET /",
                            "{\"version\":\"4.3.1\",\"commit\":\"c\",\"kafka_cluster_id\":\"" + cluster.id() + "\"}")
                    .reply(
                            "PUT /connector-plugins/SnowflakeSinkConnector/config/validate",
                            "{\"name\":\"x\",\"error_count\":0,\"groups\":[],\"configs\":[]}")
                    .reply(
                            "GET /connectors/sink/status",
                            "{\"name\":\"sink\",\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[{\"id\":0,"
                                    + "\"state\":\"RUNNING\"}],\"type\":\"sink\"}")
                    .reply(
                            "GET /connectors/sink/offsets",
                            "{\"offsets\":[{\"partition\":{\"kafka_topic\":\"t\",\"kafka_partition\":0},"
                                    + "\"offset\":{\"kafka_offset\":900}}]}");
            Path file = Files.writeString(
                    folder.resolve("sink.properties"), "name=sink\nconnector.class=SnowflakeSinkConnector\ntopics=t\n");

            check.connectors(Optional.of(cluster), List.of(ConnectorFile.read(file)), worker.url());

            assertThat(check.findings().lines()).hasSize(4);
            assertThat(check.findings().lines().subList(0, 3))
                    .containsExactly(
                            "ok   Connect " + worker.url() + ": version 4.3.1",
                            "ok   connector sink: configuration is valid",
                            "ok   connector sink: RUNNING, 1 task");
            assertThat(check.findings().lines().get(3))
                    .startsWith("FAIL connector sink: its next record of t-0 is 900, but");
            assertThat(check.findings().exitCode()).isEqualTo(ExitCode.FALSE);
        }
    }

    @Test
    void shouldSayThatNoWorkerAnswers() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        check.connectors(Optional.empty(), List.of(), "http://127.0.0.1:" + free);

        assertThat(check.findings().lines())
                .singleElement()
                .asString()
                .startsWith("FAIL Connect http://127.0.0.1:" + free
                        + ": does not answer (ConnectException); is the worker running");
        assertThat(check.findings().exitCode()).isEqualTo(ExitCode.FALSE);
    }

    @Test
    void shouldSayThatAUrlIsNone() {
        check.connectors(Optional.empty(), List.of(), "localhost");

        assertThat(check.findings().lines()).singleElement().asString().contains("--connect-url its address");
    }
}
