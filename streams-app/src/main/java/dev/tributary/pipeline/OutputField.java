package dev.tributary.pipeline;

/** One entry of an output's {@code fields}. */
public sealed interface OutputField {
    /** A column taken over as it is, under {@code name}. */
    record Plain(String name, FieldRef source) implements OutputField {}

    /** A checked CEL expression, under {@code name}. */
    record Computed(String name, String expression) implements OutputField {}

    /** Every column of a table, {@code table.*}. */
    record All(String table) implements OutputField {}
}
