package dev.tributary.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connect.shards.BusyStreamException;
import dev.tributary.connect.shards.ExpiredIteratorException;
import dev.tributary.connect.shards.Progress;
import dev.tributary.connect.shards.Shard;
import dev.tributary.connect.shards.TrimmedShardException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.AccessDeniedException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** What is asked of Kinesis, and what its errors mean. */
class KinesisStreamTest {
    private final Client client = new Client();
    private final KinesisStream stream = new KinesisStream(client, "ticks", 100);

    @Test
    void shouldListAllPagesWithBothParentsOfAMerge() {
        assertThat(stream.shards())
                .containsExactly(
                        new Shard("left", Set.of(), true),
                        new Shard("right", Set.of(), false),
                        new Shard("child", Set.of("left", "right"), false));
    }

    @Test
    void shouldAskForAnIteratorWhereTheProgressIs() {
        stream.iterator("left", Progress.BEGINNING);
        stream.iterator("left", Progress.after("17"));
        stream.iterator("left", Progress.time(1_700_000_000_000L));

        assertThat(client.iterators)
                .extracting(GetShardIteratorRequest::shardIteratorType)
                .containsExactly(
                        ShardIteratorType.TRIM_HORIZON,
                        ShardIteratorType.AFTER_SEQUENCE_NUMBER,
                        ShardIteratorType.AT_TIMESTAMP);
        assertThat(client.iterators.get(1).startingSequenceNumber()).isEqualTo("17");
        assertThat(client.iterators.get(2).timestamp()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
    }

    @Test
    void shouldTellErrorsThatPassFromThoseThatDoNot() {
        assertFails(() -> ProvisionedThroughputExceededException.builder().build(), BusyStreamException.class);
        assertFails(
                () -> SdkClientException.create("no connection", new java.net.ConnectException("refused")),
                BusyStreamException.class);
        assertFails(() -> SdkClientException.create("no credentials"), ConnectException.class);
        assertFails(
                () -> software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException.builder()
                        .build(),
                ExpiredIteratorException.class);
        assertFails(() -> ResourceNotFoundException.builder().build(), TrimmedShardException.class);
        assertFails(() -> AccessDeniedException.builder().message("no").build(), ConnectException.class);
    }

    private void assertFails(Supplier<RuntimeException> told, Class<? extends RuntimeException> meant) {
        client.failure = told;
        assertThatThrownBy(() -> stream.read("iterator")).isInstanceOf(meant);
    }

    private static final class Client implements KinesisClient {
        private final List<GetShardIteratorRequest> iterators = new ArrayList<>();
        private Supplier<RuntimeException> failure = IllegalStateException::new;

        @Override
        public ListShardsResponse listShards(ListShardsRequest request) {
            return request.nextToken() == null
                    ? ListShardsResponse.builder()
                            .nextToken("more")
                            .shards(List.of(
                                    listed("left").build(), listed("right").build()))
                            .build()
                    : ListShardsResponse.builder()
                            .shards(List.of(listed("child")
                                    .parentShardId("left")
                                    .adjacentParentShardId("right")
                                    .build()))
                            .build();
        }

        private static software.amazon.awssdk.services.kinesis.model.Shard.Builder listed(String id) {
            return software.amazon.awssdk.services.kinesis.model.Shard.builder()
                    .shardId(id)
                    .sequenceNumberRange(range ->
                            range.startingSequenceNumber("1").endingSequenceNumber(id.equals("left") ? "9" : null));
        }

        @Override
        public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
            iterators.add(request);
            return GetShardIteratorResponse.builder().shardIterator("iterator").build();
        }

        @Override
        public GetRecordsResponse getRecords(GetRecordsRequest request) {
            throw failure.get();
        }

        @Override
        public String serviceName() {
            return "kinesis";
        }

        @Override
        public void close() {}
    }
}
