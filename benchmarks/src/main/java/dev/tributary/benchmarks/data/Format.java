package dev.tributary.benchmarks.data;

/** How the values on the topics are written. */
public enum Format {
    JSON,
    AVRO;

    /** In lower case, as topic names and pipeline files have it. */
    public String word() {
        return this == JSON ? "json" : "avro";
    }
}
