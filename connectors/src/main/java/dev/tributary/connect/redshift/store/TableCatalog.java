package dev.tributary.connect.redshift.store;

import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.TableLayout;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/** Reads the columns of a table from the warehouse's catalog. */
final class TableCatalog {
    private static final String COLUMNS = "SELECT column_name, data_type, character_maximum_length, numeric_precision,"
            + " numeric_scale FROM svv_columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position";

    private TableCatalog() {}

    /** The columns, empty when there is no such table. */
    static Optional<Shape> load(Connection connection, Place place, List<String> key) throws SQLException {
        List<Column> columns = new ArrayList<>();
        Map<String, Integer> lengths = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, place.schema());
            query.setString(2, place.table());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(1);
                    columns.add(new Column(name, ColumnSql.parse(rows.getString(2), rows.getInt(4), rows.getInt(5))));
                    lengths.put(name, rows.getInt(3));
                }
            }
        }
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        TableLayout layout = new TableLayout(place.table(), columns, List.of());
        // as the records spell it, for that is how their keys are read; in one order for every task
        List<String> known =
                key.stream().sorted(Comparator.comparing(Names::lower)).toList();
        if (known.stream().anyMatch(name -> layout.indexOf(name) < 0)) {
            throw new ConnectException("table " + place.table() + " lacks one of the key columns " + known
                    + "; set pk.fields, or alter the table");
        }
        return Optional.of(new Shape(new TableLayout(place.table(), columns, known), lengths));
    }
}
