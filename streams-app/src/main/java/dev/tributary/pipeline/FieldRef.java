package dev.tributary.pipeline;

/** A column of a table, written {@code table.column}. */
public record FieldRef(String table, String column) {
    @Override
    public String toString() {
        return table + "." + column;
    }
}
