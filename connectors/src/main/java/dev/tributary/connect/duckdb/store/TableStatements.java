package dev.tributary.connect.duckdb.store;

import dev.tributary.connect.rows.TableLayout;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of one table's transaction, made once per layout. */
final class TableStatements {
    static final String MARKERS_SUFFIX = "__deletes";
    static final String KEYS_SUFFIX = "__keys";

    private final TableLayout layout;
    private final @Nullable String position;

    TableStatements(TableLayout layout, @Nullable String position) {
        this.layout = layout;
        this.position = position;
    }

    String markers() {
        return layout.table() + MARKERS_SUFFIX;
    }

    String keys() {
        return layout.table() + KEYS_SUFFIX;
    }

    String createKeys() {
        return "CREATE OR REPLACE TEMP TABLE " + SqlNames.quoted(keys()) + " (\"__n\" INTEGER, " + keyDefinitions()
                + ")";
    }

    String createMarkers() {
        return "CREATE TABLE IF NOT EXISTS " + SqlNames.quoted(markers()) + " (" + keyDefinitions()
                + ", \"__position\" VARCHAR, \"__tombstones_due\" INTEGER NOT NULL, PRIMARY KEY ("
                + SqlNames.list(layout.key()) + "))";
    }

    String clearKeys() {
        return "TRUNCATE " + stage();
    }

    String findRows() {
        String column = position == null ? "NULL" : "t." + SqlNames.quoted(position);
        return "SELECT k.\"__n\", " + column + " FROM " + table() + " t JOIN " + stage() + " k ON " + sameKey();
    }

    String findMarkers() {
        return "SELECT k.\"__n\", t.\"__position\", t.\"__tombstones_due\" FROM " + SqlNames.quoted(markers())
                + " t JOIN " + stage() + " k ON " + sameKey();
    }

    String deleteMarkers() {
        return "DELETE FROM " + SqlNames.quoted(markers()) + " t USING " + stage() + " k WHERE " + sameKey();
    }

    String deleteRows() {
        return "DELETE FROM " + table() + " t USING " + stage() + " k WHERE " + sameKey();
    }

    String forgetKeys(String numbers) {
        return "DELETE FROM " + stage() + " WHERE \"__n\" IN (" + numbers + ")";
    }

    private String sameKey() {
        return SqlNames.equal("t", "k", layout.key());
    }

    private String keyDefinitions() {
        return layout.keyColumns().stream().map(SqlNames::definition).collect(Collectors.joining(", "));
    }

    private String table() {
        return SqlNames.quoted(layout.table());
    }

    private String stage() {
        return "temp." + SqlNames.quoted(keys());
    }
}
