package dev.tributary.connect.bigquery.table;

import dev.tributary.connect.bigquery.table.Definition.Field;
import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.IncompatibleColumnException;
import dev.tributary.connect.rows.TableLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** A table as the sink sees it: its layout, made and widened when a record needs it. */
public final class Table {
    private final Place place;
    private final TableOptions options;
    private final TableCalls calls;
    private @Nullable Definition definition;
    private @Nullable TableLayout layout;

    public Table(Place place, TableOptions options, RestClient client) {
        this.place = place;
        this.options = options;
        this.calls = new TableCalls(place, options, client);
    }

    public Place place() {
        return place;
    }

    /** The columns and the key as they are; empty while there is no such table. */
    public Optional<TableLayout> layout(List<String> key) {
        if (layout == null) {
            calls.read().ifPresent(found -> take(found, key));
        }
        return Optional.ofNullable(layout);
    }

    /** Makes the table or widens it, so that it has the needed columns. */
    public TableLayout require(List<Column> needed, List<String> key) {
        List<Field> fields = needed.stream().map(this::field).toList();
        if (layout(key).isEmpty()) {
            return create(fields, key);
        }
        Definition present = Objects.requireNonNull(definition);
        Widening widening = Widening.of(place, present, fields);
        if (!widening.isEmpty()) {
            requireEvolution(widening);
            // another task may have been first, with the same column or another
            take(calls.widen(fields), key);
        }
        return Objects.requireNonNull(layout);
    }

    private Field field(Column column) {
        Names.require(place, column.name());
        BigQueryType type = BigQueryType.of(column.type())
                .orElseThrow(() -> new IncompatibleColumnException("table " + place + ", column " + column.name()
                        + ": BigQuery has no type that keeps " + column.type().sql()
                        + " exactly; have its source write microseconds"));
        return new Field(column.name(), type);
    }

    private TableLayout create(List<Field> fields, List<String> key) {
        if (!options.creates()) {
            throw new ConnectException("there is no table " + place + ", and table.create is false");
        }
        Keys.require(place, fields, key);
        take(calls.create(fields, key), key);
        return Objects.requireNonNull(layout);
    }

    private void requireEvolution(Widening widening) {
        if (!options.evolves()) {
            throw new IncompatibleColumnException("table " + place + " lacks " + widening.names()
                    + " or holds narrower values there, and table.evolve is false");
        }
    }

    private void take(Definition found, List<String> key) {
        if (!lower(found.key()).equals(lower(key))) {
            throw new ConnectException("table " + place + " declares "
                    + (found.key().isEmpty() ? "no primary key" : "the primary key " + found.key())
                    + ", and the records have the key " + key + ": ALTER TABLE " + place.sql() + " ADD PRIMARY KEY ("
                    + String.join(", ", key) + ") NOT ENFORCED, or set pk.fields");
        }
        List<Column> columns = new ArrayList<>();
        found.columns()
                .forEach(field ->
                        columns.add(new Column(field.name(), field.type().cell())));
        definition = found;
        layout = new TableLayout(place.toString(), columns, key);
    }

    private static Set<String> lower(List<String> names) {
        Set<String> lower = new HashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }

    /** Whether this task has made the table or a column of it lately: streams learn of both with a delay. */
    public boolean isChanging() {
        return calls.changedLately();
    }

    /** The types of the columns by their place in the layout. */
    public List<BigQueryType> types() {
        return Objects.requireNonNull(definition).columns().stream()
                .map(Field::type)
                .toList();
    }
}
