package dev.tributary.serde;

/** Where a record stood: its topic, partition and offset. */
public record Origin(String topic, int partition, long offset) {}
