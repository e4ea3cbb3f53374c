package dev.tributary.pipeline;

/** How a record's value is written. */
public enum Format {
    /** Avro in Confluent's wire format, its schema in the Schema Registry. */
    AVRO,
    /** JSON, with or without Connect's embedded schema. */
    JSON
}
