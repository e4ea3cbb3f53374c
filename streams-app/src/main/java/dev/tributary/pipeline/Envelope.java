package dev.tributary.pipeline;

/** The outer shape of a change event on its topic. */
public enum Envelope {
    /** before/after/source/op/ts_ms, as Debezium writes it. */
    DEBEZIUM,
    /** The row itself; a null value deletes it. */
    ROW
}
