package dev.tributary.connect.redshift.store;

/** A table's schema and name, both in lower case. */
public record Place(String schema, String table) {
    private static final String MARKERS_SUFFIX = "__deletes";

    /** The place, however its names are spelled. */
    public static Place of(String schema, String table) {
        return new Place(Names.lower(schema), Names.lower(table));
    }

    /** The table of what was deleted, beside its table. */
    Place markers() {
        return of(schema, table + MARKERS_SUFFIX);
    }

    Place other(String name) {
        return of(schema, name);
    }

    /** A column of the table in a statement that names the table: DELETE gives it no other name. */
    String column(String name) {
        return Names.quoted(table) + "." + Names.quoted(name);
    }

    String sql() {
        return Names.quoted(schema) + "." + Names.quoted(table);
    }
}
