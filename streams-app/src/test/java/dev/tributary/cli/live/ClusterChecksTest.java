package dev.tributary.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.app.ExitCode;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineFile;
import dev.tributary.projection.Expressions;
import dev.tributary.projection.Masking;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ClusterChecksTest {
    private static final String OUTPUT = "topic_payroll_complete";
    private static final Masking MASKING = Masking.keyed("a key for tests of sixteen characters");
    private static final Map<String, String> COMPACT = Map.of("cleanup.policy", "compact");
    private static final Map<String, String> DELETE = Map.of("cleanup.policy", "delete");

    private final MockAdminClient admin = new MockAdminClient.Builder().build();
    private final Cluster cluster = new Cluster(admin, Duration.ofSeconds(5));
    private final Findings findings = new Findings();
    private final Pipeline pipeline =
            PipelineFile.read(Path.of("../config/pipelines/payroll.properties"), new Expressions(MASKING));

    @Test
    void shouldFindNothingWrongWithTopicsAsTheyShouldBe() {
        topic("hr.public.payroll", 4, COMPACT);
        topic("hr.public.bonus", 2, COMPACT);
        topic(OUTPUT, 2, COMPACT);
        topic("app-payroll-complete-by-payroll-repartition", 4, DELETE);

        topics();

        assertThat(findings.lines())
                .containsExactly(
                        "ok   topic hr.public.payroll: 4 partitions, cleanup.policy compact",
                        "ok   topic hr.public.bonus: 2 partitions, cleanup.policy compact",
                        "ok   topic topic_payroll_complete: 2 partitions, cleanup.policy compact",
                        "note topic app-dead-letters: is not there yet; 'run' makes it");
        assertThat(findings.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void shouldRefuseAChangeTopicThatIsMissingOrExpires() {
        topic("hr.public.bonus", 4, Map.of("cleanup.policy", "compact,delete"));

        topics();

        assertThat(findings.lines().get(0))
                .startsWith("FAIL topic hr.public.payroll: does not exist; start the source");
        assertThat(findings.lines().get(1))
                .startsWith("FAIL topic hr.public.bonus: cleanup.policy is compact,delete, so that rows expire")
                .contains("--entity-name hr.public.bonus --add-config cleanup.policy=compact");
        assertThat(findings.exitCode()).isEqualTo(ExitCode.TOPIC_MISSING);
    }

    @Test
    void shouldRefuseARepartitionTopicThatWasMadeForAnotherNumberOfPartitions() {
        topic("hr.public.payroll", 8, COMPACT);
        topic("hr.public.bonus", 4, COMPACT);
        topic("app-payroll-complete-by-payroll-repartition", 4, DELETE);
        topic("app-dead-letters", 1, COMPACT);

        topics();

        assertThat(findings.lines())
                .anyMatch(line ->
                        line.startsWith("FAIL topic app-payroll-complete-by-payroll-repartition: has 4 partitions, but"
                                + " hr.public.payroll now has 8"))
                .anyMatch(line -> line.startsWith("FAIL topic app-dead-letters: is compacted"));
        assertThat(findings.exitCode()).isEqualTo(ExitCode.FALSE);
    }

    @Test
    void shouldRefuseASinkWhoseOffsetIsAheadOfItsRecreatedTopic() throws IOException {
        topic(OUTPUT, 2, COMPACT);
        admin.updateBeginningOffsets(Map.of(partition(0), 0L, partition(1), 5L));
        admin.updateEndOffsets(Map.of(partition(0), 40L, partition(1), 9L));
        try (ConnectStub worker = new ConnectStub()) {
            worker.reply("GET /connectors/sink/offsets", offsets(41, 3, 7));

            new OffsetChecks(cluster, findings).committed(new ConnectRest(worker.url()), "sink");
        }

        assertThat(findings.lines()).hasSize(3);
        assertThat(findings.lines().get(0))
                .startsWith(
                        "FAIL connector sink: its next record of topic_payroll_complete-0 is 41, but the topic ends at 40: it"
                                + " is not the topic that was read")
                .contains("passed over without an error; stop the connector, DELETE /connectors/sink/offsets");
        assertThat(findings.lines().get(1)).contains("topic_payroll_complete-1 is 3, but the topic begins at 5");
        assertThat(findings.lines().get(2)).contains("topic_payroll_complete-2 is 7, but there is no such partition");
        assertThat(findings.exitCode()).isEqualTo(ExitCode.FALSE);
    }

    @Test
    void shouldAcceptASinkThatHasReadAll() throws IOException {
        topic(OUTPUT, 1, COMPACT);
        admin.updateBeginningOffsets(Map.of(partition(0), 0L));
        admin.updateEndOffsets(Map.of(partition(0), 40L));
        try (ConnectStub worker = new ConnectStub()) {
            worker.reply("GET /connectors/sink/offsets", """
                    {"offsets":[{"partition":{"kafka_partition":0,"kafka_topic":"topic_payroll_complete"},
                      "offset":{"kafka_offset":40}}]}""");

            new OffsetChecks(cluster, findings).committed(new ConnectRest(worker.url()), "sink");
        }

        assertThat(findings.lines()).containsExactly("ok   connector sink: 1 offset lies within the topic");
    }

    @Test
    void shouldRefuseAChannelThatHasTheOffsetAfterTheEnd() {
        topic(OUTPUT, 2, COMPACT);
        admin.updateBeginningOffsets(Map.of(partition(0), 0L, partition(1), 0L));
        admin.updateEndOffsets(Map.of(partition(0), 40L, partition(1), 40L));

        new OffsetChecks(cluster, findings).tokens(Map.of(partition(0), 39L, partition(1), 40L));

        assertThat(findings.lines().get(0))
                .startsWith(
                        "FAIL channel: its next record of topic_payroll_complete-1 is 41, but the topic ends at 40");
        assertThat(findings.lines().get(1)).isEqualTo("ok   channel: 1 offset lies within the topic");
    }

    @Test
    void shouldSayWhetherTheRegistryTakesTheOutput() throws Exception {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        RegistryChecks checks = new RegistryChecks(registry, MASKING, findings);

        checks.check(pipeline);
        assertThat(findings.lines())
                .containsExactly(
                        "ok   Schema Registry: answers, 0 subjects",
                        "ok   subject topic_payroll_complete-value: takes the output's schema");

        registry.register(
                OUTPUT + "-value",
                new AvroSchema(SchemaBuilder.record("topic_payroll_complete")
                        .fields()
                        .requiredBoolean("bonus_id")
                        .endRecord()));
        checks.check(pipeline);
        assertThat(findings.lines()).last().asString().startsWith("FAIL subject topic_payroll_complete-value: refuses");
        assertThat(findings.exitCode()).isEqualTo(ExitCode.REGISTRY_UNREACHABLE);
    }

    private void topics() {
        new TopicChecks(cluster, findings).check(pipeline, "app", "app-dead-letters");
    }

    private void topic(String name, int partitions, Map<String, String> configs) {
        admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs)));
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(OUTPUT, number);
    }

    private static String offsets(long... next) {
        StringBuilder offsets = new StringBuilder();
        for (int i = 0; i < next.length; i++) {
            offsets.append(i == 0 ? "" : ",")
                    .append("{\"partition\":{\"kafka_partition\":")
                    .append(i)
                    .append(",\"kafka_topic\":\"" + OUTPUT + "\"},\"offset\":{\"kafka_offset\":")
                    .append(next[i])
                    .append("}}");
        }
        return "{\"offsets\":[" + offsets + "]}";
    }
}
