package dev.tributary.connect.dynamodb;

import dev.tributary.connect.shards.BusyStreamException;
import dev.tributary.connect.shards.Page;
import dev.tributary.connect.shards.Progress;
import dev.tributary.connect.shards.Shard;
import dev.tributary.connect.shards.ShardStream;
import dev.tributary.connect.shards.TrimmedShardException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The stream of one table. */
final class TableStream implements ShardStream<Record> {
    private static final int MOST_RECORDS = 1_000;
    private static final int MOST_SKIPPED_PAGES = 50;

    private final String arn;
    private final DynamoDbStreamsClient client;
    private final Calls calls;

    TableStream(String arn, DynamoDbStreamsClient client, Calls calls) {
        this.arn = arn;
        this.client = client;
        this.calls = calls;
    }

    @Override
    public List<Shard> shards() {
        List<Shard> shards = new ArrayList<>();
        @Nullable String behind = null;
        do {
            DescribeStreamRequest request = DescribeStreamRequest.builder()
                    .streamArn(arn)
                    .exclusiveStartShardId(behind)
                    .build();
            StreamDescription page =
                    calls.ofStream(() -> client.describeStream(request).streamDescription());
            page.shards().forEach(shard -> shards.add(shard(shard)));
            behind = page.lastEvaluatedShardId();
        } while (behind != null);
        return shards;
    }

    private static Shard shard(software.amazon.awssdk.services.dynamodb.model.Shard told) {
        boolean closed =
                told.sequenceNumberRange() != null && told.sequenceNumberRange().endingSequenceNumber() != null;
        return new Shard(
                told.shardId(), told.parentShardId() == null ? Set.of() : Set.of(told.parentShardId()), closed);
    }

    @Override
    public String iterator(String shard, Progress from) {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamArn(arn).shardId(shard);
        if (from.kind() == Progress.Kind.AFTER) {
            request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER).sequenceNumber(from.at());
        } else {
            request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        }
        return calls.ofStream(() -> client.getShardIterator(request.build()).shardIterator());
    }

    @Override
    public Page<Record> read(String iterator) {
        GetRecordsResponse page = calls.ofStream(() ->
                client.getRecords(request -> request.shardIterator(iterator).limit(MOST_RECORDS)));
        return new Page<>(page.records(), page.nextShardIterator());
    }

    @Override
    public String sequence(Record change) {
        return change.dynamodb().sequenceNumber();
    }

    /**
     * A place in the shard that is not behind the changes of now. All before it is in a scan that starts later, so the
     * nearer it is to now, the less is told twice.
     */
    Progress now(Shard shard) {
        if (shard.closed()) {
            return Progress.END;
        }
        Progress place = Progress.BEGINNING;
        try {
            @Nullable String iterator = iterator(shard.id(), place);
            for (int page = 0; page < MOST_SKIPPED_PAGES && iterator != null; page++) {
                Page<Record> read = read(iterator);
                if (read.records().isEmpty()) {
                    return place;
                }
                place = Progress.after(
                        sequence(read.records().get(read.records().size() - 1)));
                iterator = read.next();
            }
        } catch (BusyStreamException | TrimmedShardException e) {
            // an earlier place will do as well
            return place;
        }
        return place;
    }
}
