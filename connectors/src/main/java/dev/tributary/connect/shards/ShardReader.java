package dev.tributary.connect.shards;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a stream page by page: parents before their children, the shards of one age in turn.
 *
 * @param <R> the stream's records
 */
public final class ShardReader<R> {
    private static final Logger LOG = LoggerFactory.getLogger(ShardReader.class);

    private final ShardStream<R> stream;
    private final ShardGraph graph;
    private final Pace pace;
    private final LongSupplier clock;
    private final Map<String, Cursor> cursors = new HashMap<>();
    private final Backoff listing = new Backoff();
    private long listAt;

    /**
     * How often to ask the service.
     *
     * @param readNanos the least time between two reads of one shard
     * @param listNanos the time between two listings of the shards
     * @param goOnWhenTrimmed whether to go on with what there is when records are gone
     */
    public record Pace(long readNanos, long listNanos, boolean goOnWhenTrimmed) {}

    /**
     * What was read of a shard.
     *
     * @param from how far it was read before
     * @param ended whether that was the last of it; {@link #ended} is to be told when it has arrived
     */
    public record Batch<R>(String shard, Progress from, List<R> records, boolean ended) {}

    /** Where a shard's reading stands. */
    private static final class Cursor {
        private final Backoff backoff = new Backoff();
        private @Nullable String iterator;
        private long due;
    }

    /** A reader that goes on where Connect's offsets say, or what was noted since they were stored. */
    public ShardReader(ShardStream<R> stream, ShardOffsets offsets, Map<String, Progress> noted, Pace pace) {
        this(
                stream,
                new ShardGraph(shards -> {
                    Map<String, Progress> found = offsets.read(shards);
                    shards.stream().filter(noted::containsKey).forEach(shard -> found.put(shard, noted.get(shard)));
                    return found;
                }),
                pace,
                System::nanoTime);
    }

    ShardReader(ShardStream<R> stream, ShardGraph graph, Pace pace, LongSupplier clock) {
        this.stream = stream;
        this.graph = graph;
        this.pace = pace;
        this.clock = clock;
        this.listAt = clock.getAsLong();
    }

    /**
     * The next records, or the news that a shard has ended; null when there is nothing now.
     *
     * @throws TrimmedShardException when records are gone that were not read yet
     */
    public @Nullable Batch<R> next() {
        if (listAt - clock.getAsLong() <= 0) {
            list();
        }
        for (String shard = due(); shard != null; shard = due()) {
            Batch<R> batch = read(shard);
            if (batch != null) {
                return batch;
            }
        }
        return null;
    }

    /** How long there will be nothing to do, in nanoseconds. */
    public long idleNanos() {
        long now = clock.getAsLong();
        long next = graph.readable().stream()
                .mapToLong(shard -> cursor(shard).due - now)
                .min()
                .orElse(Long.MAX_VALUE);
        return Math.max(0, Math.min(next, listAt - now));
    }

    /** The last record of the shard has arrived: its children may be read. */
    public void ended(String shard) {
        graph.ended(shard);
        cursors.remove(shard);
        listAt = clock.getAsLong();
    }

    private void list() {
        try {
            List<String> lost = graph.list(stream.shards());
            if (!lost.isEmpty()) {
                trimmed(new TrimmedShardException("the shards " + lost + " are gone before they were read", null));
            }
            listing.worked();
            listAt = clock.getAsLong() + pace.listNanos();
        } catch (BusyStreamException e) {
            long wait = listing.failed();
            LOG.warn("the shards are listed again in {} ms: {}", wait / 1_000_000, e.getMessage());
            listAt = clock.getAsLong() + wait;
        }
    }

    private void trimmed(TrimmedShardException e) {
        if (!pace.goOnWhenTrimmed()) {
            throw e;
        }
        LOG.error("records are lost: {}", e.getMessage());
    }

    private @Nullable String due() {
        long now = clock.getAsLong();
        return graph.readable().stream()
                .filter(shard -> cursor(shard).due - now <= 0)
                .min(Comparator.comparingLong(shard -> cursor(shard).due - now))
                .orElse(null);
    }

    private Cursor cursor(String shard) {
        return cursors.computeIfAbsent(shard, added -> {
            Cursor cursor = new Cursor();
            cursor.due = clock.getAsLong();
            return cursor;
        });
    }

    private @Nullable Batch<R> read(String shard) {
        Cursor cursor = cursor(shard);
        try {
            String iterator = cursor.iterator;
            if (iterator == null) {
                iterator = stream.iterator(shard, graph.of(shard));
                cursor.iterator = iterator;
            }
            Page<R> page = stream.read(iterator);
            cursor.backoff.worked();
            cursor.due = clock.getAsLong() + pace.readNanos();
            return took(shard, cursor, page);
        } catch (ExpiredIteratorException e) {
            cursor.iterator = null;
            cursor.due = clock.getAsLong() + cursor.backoff.failed();
        } catch (BusyStreamException e) {
            long wait = cursor.backoff.failed();
            LOG.warn("{} is read again in {} ms: {}", shard, wait / 1_000_000, e.getMessage());
            cursor.due = clock.getAsLong() + wait;
        } catch (TrimmedShardException e) {
            trimmed(e);
            skip(shard, cursor);
        }
        return null;
    }

    /** From the oldest record that is left, or from the children when nothing is. */
    private void skip(String shard, Cursor cursor) {
        if (graph.of(shard).kind() == Progress.Kind.AFTER) {
            graph.at(shard, Progress.BEGINNING);
        } else {
            graph.ended(shard);
        }
        cursor.iterator = null;
        cursor.due = clock.getAsLong() + cursor.backoff.failed();
    }

    private @Nullable Batch<R> took(String shard, Cursor cursor, Page<R> page) {
        cursor.iterator = page.next();
        List<R> records = page.records();
        Progress from = graph.of(shard);
        if (!records.isEmpty()) {
            graph.at(shard, Progress.after(stream.sequence(records.get(records.size() - 1))));
        }
        boolean ended = page.next() == null;
        if (ended) {
            LOG.info("{} has been read to its end", shard);
            graph.ending(shard);
        }
        return records.isEmpty() && !ended ? null : new Batch<>(shard, from, records, ended);
    }
}
