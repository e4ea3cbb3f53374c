package dev.tributary.connect.redshift.store;

import dev.tributary.connect.redshift.stage.StagedTypes;
import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.IncompatibleColumnException;
import dev.tributary.connect.rows.TableLayout;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Creates a table and widens it: new columns, wider types by way of a new column, longer texts in place. */
final class TableEvolution {
    private static final String WIDER_SUFFIX = "__wider";

    private final Place place;
    private final int varchar;

    /** Texts get columns of {@code varchar} bytes. */
    TableEvolution(Place place, int varchar) {
        this.place = place;
        this.varchar = varchar;
    }

    void create(Connection connection, List<Column> asked, List<String> key) throws SQLException {
        TableLayout layout = new TableLayout(
                place.table(), asked.stream().map(ColumnSql::stored).toList(), key);
        for (Column column : layout.keyColumns()) {
            if (!column.type().kind().isKey()) {
                throw new IncompatibleColumnException("table " + place.table() + ", column " + column.name() + ": "
                        + StagedTypes.plainSql(column.type()) + " cannot be a key column");
            }
        }
        Map<String, Integer> lengths = new HashMap<>();
        asked.forEach(column -> lengths.put(Names.lower(column.name()), ColumnSql.lengthOf(column, varchar)));
        execute(connection, new TableStatements(place, new Shape(layout, lengths), null).create());
    }

    /** Redshift alters one column per statement, and no type but the length of a VARCHAR. */
    void alter(Connection connection, Shape from, TableLayout to, List<Column> asked) throws SQLException {
        for (Column column : to.columns()) {
            int index = from.layout().indexOf(column.name());
            if (index < 0) {
                execute(connection, "ALTER TABLE " + place.sql() + " ADD COLUMN " + definition(column, asked));
            } else if (!from.layout().columns().get(index).type().equals(column.type())) {
                replace(connection, column, to.isKey(column.name()));
            }
        }
    }

    private String definition(Column column, List<Column> asked) {
        Column original = asked.stream()
                .filter(other -> other.name().equalsIgnoreCase(column.name()))
                .findFirst()
                .orElse(column);
        return ColumnSql.definition(column, ColumnSql.lengthOf(original, varchar));
    }

    private void replace(Connection connection, Column column, boolean isKey) throws SQLException {
        if (isKey) {
            throw new IncompatibleColumnException("table " + place.table() + ", column " + column.name()
                    + " is part of the key and needs the type " + StagedTypes.plainSql(column.type())
                    + "; stop the connector and copy the table by hand, Redshift widens no key");
        }
        String wider = column.name() + WIDER_SUFFIX;
        String alter = "ALTER TABLE " + place.sql();
        execute(connection, alter + " ADD COLUMN " + ColumnSql.definition(new Column(wider, column.type()), varchar));
        execute(
                connection,
                "UPDATE " + place.sql() + " SET " + Names.quoted(wider) + " = " + Names.quoted(column.name()));
        execute(connection, alter + " DROP COLUMN " + Names.quoted(column.name()));
        execute(connection, alter + " RENAME COLUMN " + Names.quoted(wider) + " TO " + Names.quoted(column.name()));
    }

    /** Not inside a transaction: Redshift refuses it there. */
    void lengthen(Connection connection, String column, int bytes) throws SQLException {
        execute(
                connection,
                "ALTER TABLE " + place.sql() + " ALTER COLUMN " + Names.quoted(column) + " TYPE VARCHAR(" + bytes
                        + ")");
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
