package dev.tributary.pipeline;

import dev.tributary.row.RowSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An output's columns one by one: what {@code table.*} stands for, once the schemas are known. */
public final class OutputColumns {
    private OutputColumns() {}

    /** The plain and computed columns in order; a {@code table.*} of an unknown schema is left as it is. */
    public static List<OutputField> of(Output output, Map<String, RowSchema> schemas) {
        return output.fields().stream().flatMap(field -> expand(field, schemas)).toList();
    }

    private static Stream<OutputField> expand(OutputField field, Map<String, RowSchema> schemas) {
        if (field instanceof OutputField.All all && schemas.containsKey(all.table())) {
            return schemas.get(all.table()).names().stream()
                    .map(column -> new OutputField.Plain(column, new FieldRef(all.table(), column)));
        }
        return Stream.of(field);
    }
}
