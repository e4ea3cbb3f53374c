package dev.tributary.connect.redshift.store;

import dev.tributary.connect.redshift.stage.StagedTypes;
import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.TableLayout;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of one table's transaction. The temporary table has a line's number, its key's number and its columns. */
final class TableStatements {
    static final String STAGE = "tributary_stage";
    static final String MARKS = "tributary_marks";

    private static final String LINE = "\"__tributary_line\"";
    private static final String KEY = "\"__tributary_key\"";
    private static final String ROW = "\"__tributary_row\"";

    private final Place place;
    private final Shape shape;
    private final @Nullable String position;

    TableStatements(Place place, Shape shape, @Nullable String position) {
        this.place = place;
        this.shape = shape;
        this.position = position;
    }

    private TableLayout layout() {
        return shape.layout();
    }

    String create() {
        return "CREATE TABLE " + place.sql() + " (" + definitions(layout().columns()) + ", PRIMARY KEY ("
                + Names.list(layout().key()) + "))";
    }

    /** The version that a delete leaves behind; null-able, for a tombstone may be due where a row without one came. */
    String createMarkers() {
        return "CREATE TABLE IF NOT EXISTS " + place.markers().sql() + " ("
                + definitions(layout().keyColumns()) + ", \"__position\" VARCHAR(" + StagedTypes.MOST_BYTES
                + "), \"__tombstones_due\" INTEGER NOT NULL, PRIMARY KEY (" + Names.list(layout().key()) + "))";
    }

    String createStage() {
        return "CREATE TEMP TABLE " + STAGE + " (" + LINE + " INTEGER, " + KEY + " INTEGER, " + ROW + " BOOLEAN, "
                + layout().columns().stream()
                        .map(column -> Names.quoted(column.name()) + " " + StagedTypes.sql(column.type()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    String createMarks() {
        return "CREATE TEMP TABLE " + MARKS + " (" + KEY + " INTEGER, \"__position\" VARCHAR(" + StagedTypes.MOST_BYTES
                + "), \"__tombstones_due\" INTEGER)";
    }

    String findRows() {
        String version = position == null ? "CAST(NULL AS VARCHAR(1))" : place.column(position);
        return "SELECT s." + KEY + ", " + version + " FROM " + place.sql() + ", " + STAGE + " s WHERE "
                + sameKey(place);
    }

    String findMarkers() {
        Place markers = place.markers();
        return "SELECT s." + KEY + ", " + markers.column("__position") + ", " + markers.column("__tombstones_due")
                + " FROM " + markers.sql() + ", " + STAGE + " s WHERE " + sameKey(markers);
    }

    String deleteMarkers() {
        return "DELETE FROM " + place.markers().sql() + " USING " + STAGE + " s WHERE " + sameKey(place.markers());
    }

    String insertMarkers() {
        return "INSERT INTO " + place.markers().sql() + " (" + Names.list(layout().key())
                + ", \"__position\", \"__tombstones_due\") SELECT " + converted(layout().keyColumns())
                + ", m.\"__position\", m.\"__tombstones_due\" FROM " + STAGE + " s JOIN " + MARKS + " m ON s." + KEY
                + " = m." + KEY;
    }

    String deleteRows() {
        return "DELETE FROM " + place.sql() + " USING " + STAGE + " s WHERE " + sameKey(place);
    }

    String insertRows() {
        List<Column> columns = layout().columns();
        return "INSERT INTO " + place.sql() + " ("
                + Names.list(columns.stream().map(Column::name).toList()) + ") SELECT " + converted(columns) + " FROM "
                + STAGE + " s WHERE s." + ROW;
    }

    /** The rows of these lines are older than what is stored, or deleted again. */
    String loseRows(String lines) {
        return "UPDATE " + STAGE + " SET " + ROW + " = FALSE WHERE " + LINE + " IN (" + lines + ")";
    }

    /** The stored rows of these keys stay. */
    String forgetKeys(String lines) {
        return "UPDATE " + STAGE + " SET " + KEY + " = NULL WHERE " + LINE + " IN (" + lines + ")";
    }

    private String definitions(List<Column> columns) {
        return columns.stream()
                .map(column -> ColumnSql.definition(column, shape.length(column)))
                .collect(Collectors.joining(", "));
    }

    private static String converted(List<Column> columns) {
        return columns.stream().map(TableStatements::converted).collect(Collectors.joining(", "));
    }

    private static String converted(Column column) {
        return StagedTypes.converted(column.type(), "s." + Names.quoted(column.name()));
    }

    private String sameKey(Place table) {
        return "s." + KEY + " IS NOT NULL AND "
                + layout().keyColumns().stream()
                        .map(column -> table.column(column.name()) + " = " + converted(column))
                        .collect(Collectors.joining(" AND "));
    }
}
