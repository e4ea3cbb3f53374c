package dev.tributary.pipeline;

import java.util.List;
import java.util.stream.Stream;

/**
 * An output topic: a driving table, the tables it refers to, and the columns that go out.
 *
 * @param from the driving table; its key is the output's key
 * @param joins in the order in which they are made; a later one may refer to columns of an earlier one
 */
public record Output(
        String name,
        String topic,
        String from,
        List<Join> joins,
        Kind kind,
        List<OutputField> fields,
        Deletes deletes,
        Format format,
        boolean metadata,
        Evolution evolution,
        Order order) {
    /** What an output is. */
    public enum Kind {
        /** At all times the SQL answer over the source. */
        TABLE,
        /** Each driving event, enriched once with the latest rows. */
        STREAM
    }

    /** What a deleted output row leaves on the topic. */
    public enum Deletes {
        ROW,
        TOMBSTONE,
        BOTH
    }

    /** What a consumer of the output topic may take for granted of the versions of one key. */
    public enum Order {
        /** Each version tells its place in {@code __position}; an older one may come late. */
        POSITION,
        /** None ever comes behind a newer one. */
        STRICT
    }

    public Output {
        joins = List.copyOf(joins);
        fields = List.copyOf(fields);
    }

    /**
     * Whether its stores tell what has gone out, so that a crash between a store and the output would lose rows: only
     * exactly-once processing commits both together.
     */
    public boolean needsExactlyOnce() {
        return kind == Kind.TABLE
                || joins.stream().anyMatch(join -> join.patience().isPresent());
    }

    /** The joins of events to tables that each instance has whole: those that are broadcast to a stream. */
    public List<Join> joinsEverywhere() {
        return kind == Kind.STREAM ? joins.stream().filter(Join::broadcast).toList() : List.of();
    }

    /** The driving table, then the joined ones in order: the slots of a joined row. */
    public List<String> slots() {
        return Stream.concat(Stream.of(from), joins.stream().map(Join::table)).toList();
    }
}
