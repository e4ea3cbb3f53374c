package dev.tributary.benchmarks.systems;

import java.util.Locale;

/** A system that a benchmark runs. */
public enum Contender {
    BARE_CONSUME,
    BARE_COPY,
    LIMIT_JOIN,
    /** Kafka Streams at its best for this one data set. */
    STREAMS_BY_HAND,
    /** The same without a repartition: the employees once in each process, read beside the bonuses. */
    STREAMS_BY_HAND_GLOBAL,
    TRIBUTARY_STREAM,
    TRIBUTARY_STREAM_EOS,
    /** Exactly once, the employees copied to every partition of the bonuses; these wait for their employees. */
    TRIBUTARY_STREAM_BROADCAST,
    /** Exactly once: it refuses less. */
    TRIBUTARY_TABLE,
    /** The same with {@code order = strict}. */
    TRIBUTARY_TABLE_STRICT,
    /** The same with the employees copied to every partition of the bonuses; in order too. */
    TRIBUTARY_TABLE_BROADCAST,
    /** Needs the Maven profile {@code flink}. */
    FLINK_TABLE;

    /** The name on the command line and in the tables, {@code tributary-stream-eos}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The contender of that name, in either spelling. */
    public static Contender of(String word) {
        return valueOf(word.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether this is the real application and not a program over the plain clients. */
    public boolean isTributary() {
        return name().startsWith("TRIBUTARY");
    }

    boolean isStreamsByHand() {
        return this == STREAMS_BY_HAND || this == STREAMS_BY_HAND_GLOBAL;
    }

    /** Whether this writes joined rows, which can be right or wrong. */
    public boolean joins() {
        return compareTo(LIMIT_JOIN) >= 0;
    }

    /** Whether a row joined with an earlier version of its employee counts as right. */
    public boolean mayBeStale() {
        return isStreamsByHand() || name().startsWith("TRIBUTARY_STREAM");
    }

    /** How many different bonuses the output has in the end. */
    public int expectedRows(int bonuses) {
        return this == BARE_CONSUME ? Math.min(2, bonuses) : bonuses;
    }

    String outputKind() {
        return mayBeStale() ? "stream" : "table";
    }

    String guarantee() {
        return isExactlyOnce() ? "exactly_once_v2" : "at_least_once";
    }

    /** Whether its rows become visible with a commit. */
    public boolean isExactlyOnce() {
        return isTributary() && this != TRIBUTARY_STREAM;
    }

    String outputOrder() {
        return this == TRIBUTARY_TABLE_STRICT ? "strict" : "position";
    }

    boolean isBroadcast() {
        return name().contains("BROADCAST");
    }

    PlainSystem.Kind plainKind() {
        return switch (this) {
            case BARE_CONSUME -> PlainSystem.Kind.CONSUME;
            case BARE_COPY -> PlainSystem.Kind.COPY;
            case LIMIT_JOIN -> PlainSystem.Kind.LIMIT_JOIN;
            default -> throw new IllegalStateException(word() + " does not run over the plain clients");
        };
    }
}
