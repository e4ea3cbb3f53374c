package dev.tributary.benchmarks.data;

import java.time.Instant;

/**
 * Where and when a change was committed.
 *
 * @param order the change's place among all changes, from 1
 * @param operation Debezium's {@code op}
 */
public record Commit(long order, String operation) {
    private static final long FIRST_LSN = 0x1_0000_0000L;
    private static final int BYTES_PER_COMMIT = 256;

    long lsn() {
        return FIRST_LSN + order * BYTES_PER_COMMIT;
    }

    /** Debezium's {@code [last commit LSN, LSN]}. */
    String sequence() {
        return "[\"" + (lsn() - BYTES_PER_COMMIT / 2) + "\",\"" + lsn() + "\"]";
    }

    long transaction() {
        return 700 + order;
    }

    String transactionId() {
        return transaction() + ":" + lsn();
    }

    long millis() {
        return Workload.commitMillis(order);
    }

    /** As Debezium writes a {@code timestamptz}. */
    String timestamp() {
        return Instant.ofEpochMilli(millis()).toString();
    }

    /** The connector sees a change a little later than it was committed. */
    long seenMillis() {
        return millis() + 7;
    }
}
