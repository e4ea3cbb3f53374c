package dev.tributary.connect.redshift.store;

import dev.tributary.connect.cells.ConversionException;
import dev.tributary.connect.cells.Kind;
import dev.tributary.connect.redshift.stage.StagedTypes;
import dev.tributary.connect.rows.Change;
import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.IncompatibleColumnException;
import dev.tributary.connect.rows.Progress;
import dev.tributary.connect.rows.TableLayout;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One table of the warehouse as one task sees it: its layout, its widening, its transactions. */
public final class Table {

    /**
     * What may be done to a table.
     *
     * @param positionField the column that holds the version of a row, "" for none
     * @param varchar the bytes of a new text column
     */
    public record Rules(boolean create, boolean evolve, String positionField, int varchar) {}

    private final Place place;
    private final Rules rules;
    private final Warehouse warehouse;
    private final OffsetLedger ledger;
    private final TableEvolution evolution;
    private @Nullable Shape shape;
    private boolean markersMade;

    public Table(Place place, Rules rules, Warehouse warehouse, OffsetLedger ledger) {
        this.place = place;
        this.rules = rules;
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.evolution = new TableEvolution(place, rules.varchar());
    }

    public String name() {
        return place.table();
    }

    /** The present layout, empty while there is no such table. */
    public Optional<TableLayout> layout(List<String> key) {
        if (shape == null) {
            shape = warehouse
                    .run(doing("reading the columns of"), connection -> TableCatalog.load(connection, place, key))
                    .orElse(null);
        }
        return Optional.ofNullable(shape).map(Shape::layout);
    }

    /** Creates or widens the table so that it has the needed columns. */
    public TableLayout require(List<Column> needed, List<String> key) {
        Optional<TableLayout> present = layout(key);
        if (present.isPresent() && wide(present.get(), needed) == present.get()) {
            return present.get();
        }
        Shape made = warehouse.transaction(doing("widening"), connection -> {
            ledger.lock(connection);
            // another task may have been here
            Shape before = TableCatalog.load(connection, place, key).orElse(null);
            change(connection, before, needed, key);
            return TableCatalog.load(connection, place, key)
                    .orElseThrow(() -> new IllegalStateException(place.sql() + " vanished"));
        });
        shape = made;
        return made.layout();
    }

    private static TableLayout wide(TableLayout present, List<Column> needed) {
        return present.widened(needed.stream().map(ColumnSql::stored).toList());
    }

    private void change(Connection connection, @Nullable Shape before, List<Column> needed, List<String> key)
            throws SQLException {
        if (before == null) {
            if (!rules.create()) {
                throw new IncompatibleColumnException(
                        "table " + name() + " does not exist; create it or set table.create = true");
            }
            evolution.create(connection, needed, key);
            return;
        }
        TableLayout wanted = wide(before.layout(), needed);
        if (wanted != before.layout()) {
            requireEvolution(before.layout(), wanted);
            evolution.alter(connection, before, wanted, needed);
        }
    }

    private void requireEvolution(TableLayout present, TableLayout wanted) {
        if (!rules.evolve()) {
            Column missing = wanted.columns().stream()
                    .filter(column -> present.indexOf(column.name()) < 0
                            || !present.typeOf(column.name()).equals(column.type()))
                    .findFirst()
                    .orElseThrow();
            throw new IncompatibleColumnException("table " + name() + " lacks column " + missing.name() + " "
                    + StagedTypes.plainSql(missing.type()) + "; alter the table or set table.evolve = true");
        }
    }

    /** Refuses a change that Redshift could not keep as it is; makes a text column longer where that helps. */
    public void requireRoom(Change change) {
        Shape present = shape;
        if (present == null) {
            return;
        }
        @Nullable Object[] row = change.row();
        List<Column> columns =
                row == null ? present.layout().keyColumns() : present.layout().columns();
        for (int i = 0; i < columns.size(); i++) {
            Object cell = row == null ? change.key().get(i) : row[i];
            if (cell != null) {
                requireRoom(present, columns.get(i), cell);
            }
        }
    }

    private void requireRoom(Shape present, Column column, Object cell) {
        Kind kind = column.type().kind();
        try {
            int bytes = CellCheck.bytes(kind, cell);
            int room = present.length(column);
            if (bytes > room
                    && kind == Kind.VARCHAR
                    && rules.evolve()
                    && !present.layout().isKey(column.name())) {
                lengthen(column.name(), Math.min(StagedTypes.MOST_BYTES, Math.max(bytes, 2 * room)));
            } else if (bytes > room && (kind == Kind.VARCHAR || (kind == Kind.BLOB && room > 0))) {
                throw new ConversionException("it has " + bytes + " bytes, the column has room for " + room);
            }
        } catch (ConversionException e) {
            throw new ConversionException("column " + column.name() + ": " + e.getMessage());
        }
    }

    private void lengthen(String column, int bytes) {
        warehouse.run(doing("making room for a longer text in column " + column + " of"), connection -> {
            evolution.lengthen(connection, column, bytes);
            return true;
        });
        Shape present = shape;
        if (present != null) {
            present.lengths().put(Names.lower(column), bytes);
        }
    }

    /**
     * Writes rows and offsets in one transaction; on any error nothing is written.
     *
     * @param load what was staged, null when only the offsets move
     * @throws RefusedLoadException when a line of the file is bad
     */
    public void write(@Nullable Load load, CopyStatement copy, OffsetLedger.Steps steps) {
        makeMarkers(load);
        warehouse.transaction(doing("writing to"), connection -> {
            ledger.lock(connection);
            Map<TopicPartition, Progress> stored = ledger.stored(connection);
            if (!OffsetLedger.hasReached(stored, steps.reached())) {
                ledger.advance(connection, stored, steps);
                if (load != null) {
                    apply(connection, load, copy);
                }
            }
            return true;
        });
    }

    private void apply(Connection connection, Load load, CopyStatement copy) throws SQLException {
        TableStatements sql = statements(load);
        execute(connection, sql.createStage());
        try {
            copy.load(connection, load.file());
        } catch (SQLException e) {
            if (Failure.passes(e) || Failure.isAccess(e)) {
                throw e;
            }
            throw new RefusedLoadException(warehouse.patience().told(e));
        }
        new BatchWriter(connection, sql, isGuarded(load)).apply(load.plan());
        execute(connection, "DROP TABLE " + TableStatements.STAGE);
    }

    /** The reasons of bad lines by their number; lets the warehouse read the file once more without loading it. */
    public Map<Integer, String> badLines(Load load, CopyStatement copy) {
        warehouse.transaction(doing("finding bad lines for"), connection -> {
            execute(connection, statements(load).createStage());
            copy.findErrors(connection, load.file());
            execute(connection, "DROP TABLE " + TableStatements.STAGE);
            return true;
        });
        return warehouse.patience().awaited(() -> LoadErrors.of(warehouse, load));
    }

    private void makeMarkers(@Nullable Load load) {
        if (load != null && !markersMade && isGuarded(load)) {
            warehouse.run(
                    doing("making the delete markers of"),
                    connection -> execute(connection, statements(load).createMarkers()));
            markersMade = true;
        }
    }

    private TableStatements statements(Load load) {
        Shape present = shape;
        Map<String, Integer> lengths = present == null ? Map.of() : present.lengths();
        return new TableStatements(
                place, new Shape(load.plan().layout(), lengths), isGuarded(load) ? rules.positionField() : null);
    }

    private boolean isGuarded(Load load) {
        return !rules.positionField().isEmpty() && load.plan().layout().indexOf(rules.positionField()) >= 0;
    }

    private String doing(String what) {
        return what + " " + place.sql();
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
