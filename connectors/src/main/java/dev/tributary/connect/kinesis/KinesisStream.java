package dev.tributary.connect.kinesis;

import dev.tributary.connect.aws.PassingErrors;
import dev.tributary.connect.shards.BusyStreamException;
import dev.tributary.connect.shards.Page;
import dev.tributary.connect.shards.Progress;
import dev.tributary.connect.shards.Shard;
import dev.tributary.connect.shards.ShardStream;
import dev.tributary.connect.shards.TrimmedShardException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.KmsThrottlingException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A stream as Kinesis serves it. */
final class KinesisStream implements ShardStream<Record> {
    private final KinesisClient client;
    private final String stream;
    private final int pageSize;

    KinesisStream(KinesisClient client, String stream, int pageSize) {
        this.client = client;
        this.stream = stream;
        this.pageSize = pageSize;
    }

    /** When the stream was made, in milliseconds since 1970: another stream of the name has shards of the same names. */
    long createdMs() {
        try {
            return call(() -> client.describeStreamSummary(request -> request.streamName(stream))
                    .streamDescriptionSummary()
                    .streamCreationTimestamp()
                    .toEpochMilli());
        } catch (TrimmedShardException e) {
            throw new ConnectException(
                    "stream " + stream + ": there is none of that name in this region and account; correct 'stream' or"
                            + " aws.region",
                    e);
        }
    }

    @Override
    public List<Shard> shards() {
        List<Shard> shards = new ArrayList<>();
        ListShardsRequest request =
                ListShardsRequest.builder().streamName(stream).build();
        while (true) {
            ListShardsRequest asked = request;
            ListShardsResponse page = call(() -> client.listShards(asked));
            page.shards().forEach(shard -> shards.add(shard(shard)));
            if (page.nextToken() == null) {
                return shards;
            }
            request = ListShardsRequest.builder().nextToken(page.nextToken()).build();
        }
    }

    private static Shard shard(software.amazon.awssdk.services.kinesis.model.Shard told) {
        Set<String> parents = new TreeSet<>();
        if (told.parentShardId() != null) {
            parents.add(told.parentShardId());
        }
        if (told.adjacentParentShardId() != null) {
            parents.add(told.adjacentParentShardId());
        }
        boolean closed =
                told.sequenceNumberRange() != null && told.sequenceNumberRange().endingSequenceNumber() != null;
        return new Shard(told.shardId(), parents, closed);
    }

    @Override
    public String iterator(String shard, Progress from) {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamName(stream).shardId(shard);
        switch (from.kind()) {
            case AFTER ->
                request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .startingSequenceNumber(from.at());
            case TIME ->
                request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(Instant.ofEpochMilli(Long.parseLong(from.at())));
            default -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        }
        return call(() -> client.getShardIterator(request.build()).shardIterator());
    }

    @Override
    public Page<Record> read(String iterator) {
        GetRecordsResponse page = call(() ->
                client.getRecords(request -> request.shardIterator(iterator).limit(pageSize)));
        return new Page<>(page.records(), page.nextShardIterator());
    }

    @Override
    public String sequence(Record told) {
        return told.sequenceNumber();
    }

    private <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (ExpiredIteratorException e) {
            throw new dev.tributary.connect.shards.ExpiredIteratorException(e);
        } catch (ResourceNotFoundException e) {
            throw new TrimmedShardException("the stream does not have the shard any more", e);
        } catch (SdkException e) {
            throw isPassing(e)
                    ? new BusyStreamException(e.getClass().getSimpleName(), e)
                    : new ConnectException("stream " + stream + ": Kinesis refuses: " + e.getMessage(), e);
        }
    }

    private static boolean isPassing(SdkException e) {
        return e instanceof ProvisionedThroughputExceededException
                || e instanceof LimitExceededException
                || e instanceof KmsThrottlingException
                || e instanceof ResourceInUseException
                || PassingErrors.is(e);
    }
}
