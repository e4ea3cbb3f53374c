package dev.tributary.serde;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/** Reads rows written under one schema as rows of another, column by column, by name. */
public final class RowResolver {
    private final RowSchema target;
    private final Codec[] columns;
    private final int[] places;
    private final List<UnaryOperator<@Nullable Object>> conversions = new ArrayList<>();
    private final @Nullable Object[] absent;

    /**
     * Resolves {@code writer} to {@code target}.
     *
     * @throws BadRecordException when a column is missing without a default, or is of a type that does not fit
     */
    public RowResolver(Schema writer, RowSchema target) {
        RowSchema written = RowSchema.of(writer);
        this.target = target;
        this.columns = new Codec[written.size()];
        this.places = new int[written.size()];
        this.absent = new @Nullable Object[target.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Codecs.of(written.field(i).schema());
            places[i] = target.indexOf(written.name(i));
            conversions.add(
                    places[i] < 0
                            ? UnaryOperator.identity()
                            : Conversions.between(written.name(i), written.type(i), target.type(places[i])));
        }
        for (int i = 0; i < absent.length; i++) {
            absent[i] = written.indexOf(target.name(i)) < 0 ? missing(target, i) : null;
        }
    }

    /** One row, or {@link BadRecordException} when a column that may not be null is. */
    public Row read(Decoder in) throws IOException {
        @Nullable Object[] values = absent.clone();
        for (int i = 0; i < columns.length; i++) {
            if (places[i] < 0) {
                columns[i].skip(in);
            } else {
                values[places[i]] = conversions.get(i).apply(columns[i].read(in));
            }
        }
        return Rows.checked(target, values);
    }

    private static @Nullable Object missing(RowSchema target, int column) {
        if (target.nullable(column)) {
            return null;
        }
        throw new BadRecordException("the writer schema has no column '" + target.name(column)
                + "', which the table declares as not nullable");
    }
}
