package dev.tributary.connect.dynamodb;

import dev.tributary.connect.dynamodb.ChangeRecords.Place;
import dev.tributary.connect.shards.Acknowledgements;
import dev.tributary.connect.shards.Backoff;
import dev.tributary.connect.shards.BusyStreamException;
import dev.tributary.connect.shards.Progress;
import dev.tributary.connect.shards.Shard;
import dev.tributary.connect.shards.ShardOffsets;
import dev.tributary.connect.shards.ShardReader;
import dev.tributary.connect.shards.SideTopics;
import dev.tributary.connect.shards.TrimmedShardException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Follows one table: notes where its stream is, scans it, then reads the stream from there.
 *
 * <p>Each step waits until Kafka has what the one before wrote, so that no stored offset is ahead of another one that it
 * depends on.
 */
final class TableFeed {
    private static final Logger LOG = LoggerFactory.getLogger(TableFeed.class);
    /** Streams keep their changes for a day; a scan that takes longer would miss some. */
    private static final Duration LONGEST_SCAN = Duration.ofHours(23);

    private static final long ACKNOWLEDGEMENT_WAIT = TimeUnit.MILLISECONDS.toNanos(5);

    private final DynamoDbSourceConfig config;
    private final TableSettings settings;
    private final TableService service;
    private final Acknowledgements arrived;
    private final OffsetStorageReader stored;
    private final ShardOffsets shardOffsets;
    private final Map<String, Progress> noted = new HashMap<>();
    private final Backoff backoff = new Backoff();
    private @Nullable Followed followed;
    private @Nullable ShardReader<Record> reader;
    private long due = System.nanoTime();

    TableFeed(
            DynamoDbSourceConfig config,
            TableSettings settings,
            TableService service,
            Acknowledgements arrived,
            OffsetStorageReader stored) {
        this.config = config;
        this.settings = settings;
        this.service = service;
        this.arrived = arrived;
        this.stored = stored;
        this.shardOffsets = new ShardOffsets(settings.table(), stored);
    }

    /** The table as it was found, and how far it is. */
    private record Followed(TableStream stream, ChangeRecords records, TableProgress progress) {
        Followed at(TableProgress now) {
            return new Followed(stream, records, now);
        }
    }

    /** What is to be published next; none while there is nothing, or Kafka does not have all of the last step. */
    List<SourceRecord> next() {
        if (!arrived.settled() || due - System.nanoTime() > 0) {
            return List.of();
        }
        try {
            List<SourceRecord> records = step();
            backoff.worked();
            return records;
        } catch (BusyStreamException e) {
            long wait = backoff.failed();
            LOG.warn("table {} is tried again in {} ms: {}", settings.table(), wait / 1_000_000, e.getMessage());
            due = System.nanoTime() + wait;
            return List.of();
        } catch (TrimmedShardException e) {
            throw lost(String.valueOf(e.getMessage()), e);
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

    private List<SourceRecord> step() {
        Followed now = followed;
        if (now == null) {
            return open();
        }
        return now.progress().done() ? changes(now) : scan(now);
    }

    private List<SourceRecord> open() {
        TableDescription table = service.describe();
        String arn = table.latestStreamArn();
        TableStream stream = service.stream(arn);
        ItemRows rows = new ItemRows(settings, key(table), config.topicPrefix() + "." + settings.table());
        ChangeRecords records = new ChangeRecords(settings, rows, config);
        TableProgress known = TableProgress.stored(settings.table(), stored);
        if (known == null || known.epoch() < settings.epoch()) {
            TableProgress begun = new TableProgress(settings.epoch(), arn, System.currentTimeMillis(), "", false);
            List<SourceRecord> notes = begin(stream);
            followed = new Followed(stream, records, begun);
            return notes;
        }
        if (known.epoch() > settings.epoch()) {
            throw new ConfigException(
                    "table." + settings.table() + ".epoch", settings.epoch(), "was " + known.epoch() + " before");
        }
        if (!known.stream().equals(arn)) {
            throw lost("the table has another stream than before", null);
        }
        followed = new Followed(stream, records, known);
        return List.of();
    }

    private List<String> key(TableDescription table) {
        List<String> key =
                table.keySchema().stream().map(KeySchemaElement::attributeName).toList();
        if (!settings.columnNames().containsAll(key)) {
            throw new ConfigException(
                    "table." + settings.table() + ".columns",
                    settings.columnNames(),
                    "must have the attributes of the primary key, " + key);
        }
        return key;
    }

    /** Where each shard is, before the scan starts. */
    private List<SourceRecord> begin(TableStream stream) {
        List<SourceRecord> notes = new ArrayList<>();
        for (Shard shard : stream.shards()) {
            Progress now = stream.now(shard);
            noted.put(shard.id(), now);
            notes.add(shardProgress(shard.id(), now));
        }
        arrived.await(notes);
        LOG.info("table {}: scanning, the places of {} shards are noted", settings.table(), noted.size());
        return notes;
    }

    private List<SourceRecord> scan(Followed now) {
        Map<String, AttributeValue> behind = KeyText.read(now.progress().scanned());
        ScanResponse page = service.scan(behind, config.scanPage());
        TableProgress next = page.hasLastEvaluatedKey()
                ? now.progress().scannedTo(KeyText.write(page.lastEvaluatedKey()))
                : now.progress().complete();
        List<SourceRecord> records = new ArrayList<>(page.items().size() + 1);
        Place inside = place(now.progress());
        for (Map<String, AttributeValue> item : page.items()) {
            records.add(now.records().scanned(item, now.progress().since(), inside));
        }
        // an empty page, and the end of the last one, must be stored as well
        records.add(tableProgress(next));
        if (next.done()) {
            finish(now.progress(), records);
        }
        followed = now.at(next);
        return records;
    }

    private void finish(TableProgress scanned, List<SourceRecord> records) {
        if (System.currentTimeMillis() - scanned.since() > LONGEST_SCAN.toMillis()) {
            throw lost("the scan took longer than the stream keeps its changes", null);
        }
        arrived.await(records);
        LOG.info("table {}: scanned, following its stream", settings.table());
    }

    private Place place(TableProgress progress) {
        Map<String, Object> offset = progress.offset();
        return new Place(TableProgress.partition(settings.table()), offset, offset);
    }

    private List<SourceRecord> changes(Followed now) {
        ShardReader<Record> following = reader;
        if (following == null) {
            following = new ShardReader<>(now.stream(), shardOffsets, noted, config.pace());
            reader = following;
        }
        ShardReader.Batch<Record> batch = following.next();
        return batch == null ? List.of() : changes(now, following, batch);
    }

    private List<SourceRecord> changes(Followed now, ShardReader<Record> following, ShardReader.Batch<Record> batch) {
        List<SourceRecord> records = new ArrayList<>(batch.records().size() + 1);
        Map<String, String> partition = shardOffsets.partition(batch.shard());
        Map<String, String> before = ShardOffsets.offset(batch.from());
        for (Record change : batch.records()) {
            Map<String, String> after =
                    ShardOffsets.offset(Progress.after(change.dynamodb().sequenceNumber()));
            now.records().addStreamed(change, batch.shard(), new Place(partition, before, after), records);
            before = after;
        }
        if (batch.ended()) {
            SourceRecord end = shardProgress(batch.shard(), Progress.END);
            arrived.then(end, () -> following.ended(batch.shard()));
            records.add(end);
        }
        return records;
    }

    private SourceRecord shardProgress(String shard, Progress progress) {
        return config.sideTopics()
                .progress(
                        new SideTopics.At(
                                settings.table() + "/" + shard,
                                shardOffsets.partition(shard),
                                ShardOffsets.offset(progress)),
                        progress.text());
    }

    private SourceRecord tableProgress(TableProgress progress) {
        String state = progress.done() ? "SCANNED" : "SCANNING";
        return config.sideTopics()
                .progress(
                        new SideTopics.At(
                                settings.table(), TableProgress.partition(settings.table()), progress.offset()),
                        state + " epoch " + progress.epoch());
    }

    private ConnectException lost(String what, @Nullable Throwable cause) {
        return new ConnectException(
                "table " + settings.table() + ": " + what + ", so changes may have been missed. Set table."
                        + settings.table() + ".epoch = " + (settings.epoch() + 1)
                        + " to scan it anew. Rows that were deleted meanwhile are not in the scan: remove those that"
                        + " stay behind, as 'Changes that were missed' in docs/guides/sources.md says.",
                cause);
    }
}
