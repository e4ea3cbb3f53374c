package dev.tributary.connect.duckdb.store;

import dev.tributary.connect.cells.Cells;
import dev.tributary.connect.cells.ColumnType;
import dev.tributary.connect.cells.Kind;
import dev.tributary.connect.rows.Change;
import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.IncompatibleColumnException;
import dev.tributary.connect.rows.Progress;
import dev.tributary.connect.rows.TableLayout;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** One table of the file as one task sees it: its layout, its widening, its transactions. */
public final class Table {
    /** Which changes of the table are allowed, and which column holds the version of a row ("" for none). */
    public record Rules(boolean create, boolean evolve, String positionField) {}

    private final String name;
    private final Rules rules;
    private final DuckDBConnection connection;
    private final TableGate gate;
    private final TableEvolution evolution;
    private @Nullable TableLayout layout;
    private @Nullable TableWriter writer;
    private long version = -1;

    public Table(String name, Rules rules, DuckDbFile file, DuckDBConnection connection) {
        this.name = name;
        this.rules = rules;
        this.connection = connection;
        this.gate = file.gate(name);
        this.evolution = new TableEvolution(connection, name);
    }

    public String name() {
        return name;
    }

    /** The present layout, empty while there is no such table. */
    public Optional<TableLayout> layout(List<String> key) throws SQLException {
        gate.enter();
        try {
            return Optional.ofNullable(current(key));
        } finally {
            gate.leave();
        }
    }

    /** Creates or widens the table so that it has the needed columns. */
    public TableLayout require(List<Column> needed, List<String> key) throws SQLException {
        gate.enter();
        try {
            TableLayout present = current(key);
            TableLayout wanted = present == null ? created(needed, key) : present.widened(needed);
            if (present != null && wanted != present) {
                widen(present, wanted, needed);
            }
            return wanted == present ? wanted : adopted(key);
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        } finally {
            gate.leave();
        }
    }

    /** Writes rows and offsets in one transaction; on any error nothing is written. */
    public void write(Batch batch, OffsetLedger ledger, Map<TopicPartition, Progress> known) throws SQLException {
        gate.enter();
        try {
            TableLayout made = batch.layout();
            TableLayout present = made == null ? null : current(made.key());
            if (present != null) {
                rebase(batch, present);
                writer(present).apply(batch);
            }
            ledger.advance(batch.progress(), known);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        } finally {
            gate.leave();
        }
    }

    /** A transaction that failed may be gone already; what went wrong first is what counts. */
    private void rollBack(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private TableLayout created(List<Column> needed, List<String> key) throws SQLException {
        if (!rules.create()) {
            throw new IncompatibleColumnException(
                    "table " + name + " does not exist; create it or set table.create = true");
        }
        return evolution.create(needed, key);
    }

    private void widen(TableLayout present, TableLayout wanted, List<Column> needed) throws SQLException {
        if (!rules.evolve()) {
            Column missing = needed.stream()
                    .filter(column -> present.indexOf(column.name()) < 0
                            || !present.typeOf(column.name()).equals(wanted.typeOf(column.name())))
                    .findFirst()
                    .orElseThrow();
            throw new IncompatibleColumnException("table " + name + " lacks column " + missing.name() + " "
                    + wanted.typeOf(missing.name()).sql() + "; alter the table or set table.evolve = true");
        }
        evolution.alter(present, wanted);
    }

    private @Nullable TableLayout current(List<String> key) throws SQLException {
        if (layout == null || version != gate.version()) {
            version = gate.version();
            layout = TableCatalog.load(connection, name, key).orElse(null);
            writer = null;
            connection.commit();
        }
        return layout;
    }

    private TableLayout adopted(List<String> key) throws SQLException {
        gate.nextVersion();
        TableLayout present = current(key);
        if (present == null) {
            throw new IllegalStateException("table " + name + " vanished while it was being made");
        }
        return present;
    }

    private TableWriter writer(TableLayout present) throws SQLException {
        if (writer == null) {
            boolean guarded = !rules.positionField().isEmpty() && present.indexOf(rules.positionField()) >= 0;
            writer = new TableWriter(connection, present, guarded ? rules.positionField() : null);
        }
        return writer;
    }

    /** Rows made before another task widened the table get the missing nulls and the wider numbers. */
    private static void rebase(Batch batch, TableLayout present) {
        TableLayout made = batch.layout();
        if (made == null || made == present) {
            return;
        }
        batch.changes()
                .values()
                .forEach(changes -> changes.replaceAll(change -> {
                    Object[] row = change.row();
                    return row == null
                            ? change
                            : Change.put(change.key(), refit(row, made, present), change.position());
                }));
        batch.madeFor(present);
    }

    private static @Nullable Object[] refit(@Nullable Object[] row, TableLayout made, TableLayout present) {
        @Nullable Object[] wider = Arrays.copyOf(row, present.columns().size());
        for (int i = 0; i < row.length; i++) {
            ColumnType type = present.columns().get(i).type();
            Object cell = wider[i];
            if (cell != null && !type.equals(made.columns().get(i).type()) && type.kind() != Kind.LIST) {
                wider[i] = Cells.fit(type, cell);
            }
        }
        return wider;
    }
}
