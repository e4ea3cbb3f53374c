package dev.tributary.connect.kinesis;

import dev.tributary.connect.shards.Acknowledgements;
import dev.tributary.connect.shards.Backoff;
import dev.tributary.connect.shards.BusyStreamException;
import dev.tributary.connect.shards.Progress;
import dev.tributary.connect.shards.Shard;
import dev.tributary.connect.shards.ShardOffsets;
import dev.tributary.connect.shards.ShardReader;
import dev.tributary.connect.shards.SideTopics;
import dev.tributary.connect.shards.TrimmedShardException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Follows one stream from where it was left, or from where the settings say. */
final class StreamFeed {
    private static final Logger LOG = LoggerFactory.getLogger(StreamFeed.class);
    private static final long ACKNOWLEDGEMENT_WAIT = TimeUnit.MILLISECONDS.toNanos(5);
    private static final String CREATED = "created";

    private final KinesisSourceConfig config;
    private final KinesisStream stream;
    private final Rows rows;
    private final Acknowledgements arrived;
    private final OffsetStorageReader stored;
    private final ShardOffsets shardOffsets;
    private final Map<String, Progress> noted = new HashMap<>();
    private final Backoff backoff = new Backoff();
    private @Nullable ShardReader<Record> reader;
    private long due = System.nanoTime();

    StreamFeed(KinesisSourceConfig config, KinesisStream stream, Acknowledgements arrived, OffsetStorageReader stored) {
        this.config = config;
        this.stream = stream;
        this.rows = new Rows(config);
        this.arrived = arrived;
        this.stored = stored;
        this.shardOffsets = new ShardOffsets(config.stream(), stored);
    }

    /** What is to be published next; none while there is nothing, or Kafka does not have the starting points. */
    List<SourceRecord> next() {
        if (!arrived.settled() || due - System.nanoTime() > 0) {
            return List.of();
        }
        try {
            ShardReader<Record> following = reader;
            List<SourceRecord> records = following == null ? open() : read(following);
            backoff.worked();
            return records;
        } catch (BusyStreamException e) {
            long wait = backoff.failed();
            LOG.warn("stream {} is tried again in {} ms: {}", config.stream(), wait / 1_000_000, e.getMessage());
            due = System.nanoTime() + wait;
            return List.of();
        } catch (TrimmedShardException e) {
            throw new ConnectException(
                    "stream " + config.stream() + ": " + e.getMessage() + ", so records were missed. Put them into the"
                            + " stream again where they are kept elsewhere, and set when.trimmed = continue until the"
                            + " connector has gone on",
                    e);
        }
    }

    /** How long there will be nothing to do, in nanoseconds. */
    long idleNanos() {
        long wait = due - System.nanoTime();
        if (wait > 0) {
            return wait;
        }
        return reader == null ? ACKNOWLEDGEMENT_WAIT : Math.max(ACKNOWLEDGEMENT_WAIT, reader.idleNanos());
    }

    private List<SourceRecord> open() {
        long created = stream.createdMs();
        Map<String, Object> offset = stored.offset(Map.of("stream", config.stream()));
        long known = offset != null && offset.get(CREATED) instanceof Number number ? number.longValue() : 0;
        List<SourceRecord> notes = known == created ? List.of() : begin(created, known != 0);
        arrived.await(notes);
        reader = new ShardReader<>(stream, shardOffsets, noted, config.pace());
        return notes;
    }

    /** A stream that was made anew has numbers of its own, and nothing of it was read. */
    private List<SourceRecord> begin(long created, boolean another) {
        if (another) {
            LOG.warn("stream {} was made anew: it is read from its beginning", config.stream());
        }
        Progress start = another ? Progress.BEGINNING : config.start();
        List<SourceRecord> notes = new ArrayList<>();
        for (Shard shard : stream.shards()) {
            noted.put(shard.id(), start);
            notes.add(progress(shard.id(), start));
        }
        notes.add(config.sideTopics()
                .progress(
                        new SideTopics.At(config.stream(), Map.of("stream", config.stream()), Map.of(CREATED, created)),
                        "BEGUN " + start.text()));
        return notes;
    }

    private List<SourceRecord> read(ShardReader<Record> following) {
        ShardReader.Batch<Record> batch = following.next();
        if (batch == null) {
            return List.of();
        }
        List<SourceRecord> records = new ArrayList<>(batch.records().size() + 1);
        Map<String, String> partition = shardOffsets.partition(batch.shard());
        for (Record told : batch.records()) {
            Map<String, String> offset = ShardOffsets.offset(Progress.after(told.sequenceNumber()));
            records.add(rows.of(told, batch.shard(), partition, offset));
        }
        if (batch.ended()) {
            SourceRecord end = progress(batch.shard(), Progress.END);
            arrived.then(end, () -> following.ended(batch.shard()));
            records.add(end);
        }
        return records;
    }

    private SourceRecord progress(String shard, Progress progress) {
        return config.sideTopics()
                .progress(
                        new SideTopics.At(
                                config.stream() + "/" + shard,
                                shardOffsets.partition(shard),
                                ShardOffsets.offset(progress)),
                        progress.text());
    }
}
