package dev.tributary.pipeline;

/** How a record's key is written; the first four have one spelling per key, so that equal keys share a partition. */
public enum KeyFormat {
    /** A compact JSON object of the key columns, {@code {"employee_id":1081}}. */
    JSON,
    /** A bare scalar as text, {@code 1081}. */
    TEXT,
    /** Four bytes, big-endian. */
    INT32,
    /** Eight bytes, big-endian. */
    INT64,
    /** Avro with a schema id in its bytes: read behind a repartition. */
    AVRO,
    /** No usable key: taken from the row's key columns, behind a repartition. */
    NONE;

    /** Whether equal keys always have equal bytes, so that the table needs no repartition. */
    public boolean stable() {
        return this != AVRO && this != NONE;
    }
}
