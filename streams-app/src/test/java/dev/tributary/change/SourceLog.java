package dev.tributary.change;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.SchemaBuilder;

/**
 * A made-up log of Postgres: transactions that overlap, so that LSNs go up and down in commit order; statements whose rows
 * share one LSN; row locks. And the connector that reads it.
 */
final class SourceLog {
    /** A committed change: the version that it gave to its key. */
    record Logged(int key, long version, ChangeEvent event) {}

    private static final RowSchema SCHEMA = RowSchema.of(SchemaBuilder.record("r")
            .fields()
            .requiredInt("id")
            .requiredLong("version")
            .endRecord());

    /** In commit order, as the connector streams them. */
    final List<Logged> stream = new ArrayList<>();

    private final Random random;
    private final int epoch;
    private final boolean ordered;
    private final Map<Integer, Long> rows = new HashMap<>();
    private final List<Integer> free = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private long lsn;
    private long lastCommit;
    private long versions;

    private record Open(List<Logged> changes) {}

    /** A log that begins at a version, and at any LSN; transactions tell their order, or not. */
    SourceLog(Random random, int keys, int restarts, long versions) {
        this.random = random;
        this.epoch = Position.epoch(restarts);
        this.ordered = random.nextBoolean();
        this.versions = versions;
        this.lsn = 100L + random.nextInt(1000);
        this.lastCommit = lsn - 50;
        for (int key = 0; key < keys; key++) {
            free.add(key);
        }
    }

    /** A row that the source has from its backup. */
    void restore(int key) {
        rows.put(key, ++versions);
    }

    long versions() {
        return versions;
    }

    /** The rows as a reader sees them now: version by key. */
    Map<Integer, Long> rows() {
        return Map.copyOf(rows);
    }

    long lsn() {
        return lsn;
    }

    /** Something happens in one of the sessions. */
    void step() {
        int what = random.nextInt(10);
        if (what < 3 && open.size() < 3) {
            open.add(new Open(new ArrayList<>()));
        } else if (what < 7 && !open.isEmpty()) {
            write(open.get(random.nextInt(open.size())));
        } else if (!open.isEmpty()) {
            commit(open.remove(random.nextInt(open.size())));
        }
    }

    void commitAll() {
        while (!open.isEmpty()) {
            commit(open.remove(0));
        }
    }

    /** A row as a snapshot reads it. */
    Logged read(int key, long version, long readAt) {
        Position position = new Position(epoch, 0, readAt, 0);
        return new Logged(key, version, new ChangeEvent(Op.READ, position, 0, null, row(key, version), false));
    }

    /** One statement: one row, or several that share an LSN; only rows that no other session has locked. */
    private void write(Open transaction) {
        boolean many = random.nextInt(3) == 0;
        lsn += 1 + random.nextInt(20);
        for (int i = 0; i < (many ? 2 : 1); i++) {
            boolean own = !transaction.changes().isEmpty() && random.nextBoolean() && !many;
            if (own) {
                change(transaction, transaction.changes().get(0).key());
            } else if (!free.isEmpty()) {
                change(transaction, free.remove(random.nextInt(free.size())));
            }
        }
    }

    private void change(Open transaction, int key) {
        long version = ++versions;
        boolean delete = random.nextInt(4) == 0;
        int order = ordered ? transaction.changes().size() + 1 : 0;
        Position position = new Position(epoch, 0, lsn, order);
        Row row = delete ? null : row(key, version);
        transaction
                .changes()
                .add(new Logged(
                        key, version, new ChangeEvent(delete ? Op.DELETE : Op.UPDATE, position, 0, null, row, false)));
    }

    private void commit(Open transaction) {
        lsn += 1 + random.nextInt(20);
        for (Logged change : transaction.changes()) {
            Position told = change.event().position();
            Position position = new Position(epoch, lastCommit, told.event(), told.order());
            stream.add(new Logged(change.key(), change.version(), change.event().at(position)));
            if (change.event().live()) {
                rows.put(change.key(), change.version());
            } else {
                rows.remove(change.key());
            }
            if (!free.contains(change.key())) {
                free.add(change.key());
            }
        }
        if (!transaction.changes().isEmpty()) {
            lastCommit = lsn;
        }
    }

    private static Row row(int key, long version) {
        return new Row(SCHEMA, new Object[] {key, version});
    }
}
