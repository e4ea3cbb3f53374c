package dev.tributary.serde;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns rows of one schema into rows of another, column by column, by name; a column that the row does not have is null. */
public final class RowAdapter {
    private final RowSchema to;
    private final int[] places;
    private final List<UnaryOperator<@Nullable Object>> conversions = new ArrayList<>();

    /**
     * Adapts rows of {@code from} to {@code to}.
     *
     * @throws BadRecordException when a column's type does not fit
     */
    public RowAdapter(RowSchema from, RowSchema to) {
        this.to = to;
        this.places = new int[to.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = from.indexOf(to.name(i));
            conversions.add(
                    places[i] < 0
                            ? UnaryOperator.identity()
                            : Conversions.between(to.name(i), from.type(places[i]), to.type(i)));
        }
    }

    public Row adapt(Row row) {
        @Nullable Object[] values = new @Nullable Object[places.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = places[i] < 0 ? null : conversions.get(i).apply(row.get(places[i]));
        }
        return new Row(to, values);
    }
}
