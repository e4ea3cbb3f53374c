package dev.tributary.change;

import dev.tributary.row.Row;
import dev.tributary.serde.BadRecordException;
import org.jspecify.annotations.Nullable;

/** What an envelope says of where its change comes from, gathered field by field while it is read. */
final class SourceBlock {
    private @Nullable Op op;
    private @Nullable Row before;
    private @Nullable Row after;
    private long lsn;
    private long sequenceLsn;
    private long commit;
    private long order;
    private long tsMs;
    private @Nullable String txId;
    private boolean snapshot;
    private boolean commitKnown;
    private @Nullable Position told;
    private @Nullable String file;
    private long place;
    private long row;
    private boolean mariaDb;

    void op(String code) {
        op = Op.of(code);
    }

    void before(Row row) {
        before = row;
    }

    @Nullable
    Row before() {
        return before;
    }

    void after(@Nullable Row row) {
        after = row;
    }

    void lsn(long value) {
        lsn = value;
    }

    void tsMs(long value) {
        tsMs = value;
    }

    void txId(String value) {
        txId = value;
    }

    void order(long value) {
        order = value;
    }

    void snapshot(String value) {
        snapshot = !value.equals("false");
    }

    /** Where our own sources say that the change stands. */
    void pos(String text) {
        told = Position.parse(text);
    }

    /** The file of MySQL's or MariaDB's binary log, {@code mysql-bin.000003}. */
    void file(String name) {
        file = name;
    }

    /** The place of the event in that file, in bytes. */
    void place(long bytes) {
        place = bytes;
    }

    /** The row within the event, which may change several. */
    void row(long index) {
        row = index;
    }

    /** The file and the place are MariaDB's. */
    void mariaDb() {
        mariaDb = true;
    }

    /** Debezium's {@code ["last commit LSN","LSN"]}, either of them null; rows of an incremental snapshot have no other LSN. */
    void sequence(String text) {
        int comma = text.indexOf(',');
        if (comma > 0) {
            String last = text.substring(1, comma).trim();
            commitKnown = last.startsWith("\"");
            commit = commitKnown ? number(last) : 0;
            String own = text.substring(comma + 1, text.length() - 1).trim();
            sequenceLsn = own.startsWith("\"") ? number(own) : 0;
        }
    }

    ChangeEvent event(int epoch, long offset) {
        Op what = op;
        if (what == null) {
            throw new BadRecordException("the envelope has no field 'op'; is the envelope 'row'?");
        }
        if (what != Op.DELETE && after == null) {
            throw new BadRecordException("the envelope has no row in 'after'");
        }
        return new ChangeEvent(
                what, position(epoch, offset, what), tsMs, txId, what == Op.DELETE ? null : after, false);
    }

    /** Sources that tell neither a position nor an LSN are ordered by the offsets of their topic. */
    private Position position(int epoch, long offset, Op what) {
        if (told != null) {
            return told.inEpoch(epoch);
        }
        boolean read = snapshot || what == Op.READ;
        if (file != null) {
            if (mariaDb && !read) {
                // from 11.4 on every change of a transaction has the place where the transaction begins
                throw new BadRecordException("MariaDB's 'source.pos' is no order within a transaction: add the"
                        + " transformation dev.tributary.connect.binlog.PlaceInLog to the connector");
            }
            long inLog = BinaryLog.place(file, place);
            return new Position(epoch, read ? 0 : inLog, inLog, row);
        }
        long at = lsn == 0 ? sequenceLsn : lsn;
        if (at == 0) {
            return new Position(epoch, 0, offset + 1, 0);
        }
        return new Position(epoch, read ? 0 : commitKnown ? commit : at, at, order);
    }

    private static long number(String quoted) {
        try {
            return Long.parseLong(quoted.substring(1, quoted.length() - 1));
        } catch (NumberFormatException e) {
            throw new BadRecordException("'source.sequence' is no pair of LSNs");
        }
    }
}
