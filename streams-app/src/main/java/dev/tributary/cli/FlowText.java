package dev.tributary.cli;

import dev.tributary.pipeline.ColumnTypes;
import dev.tributary.pipeline.Envelope;
import dev.tributary.pipeline.FieldRef;
import dev.tributary.pipeline.Join;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import dev.tributary.row.RowSchema;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A pipeline as text: its tables and outputs, and the columns that become columns. */
final class FlowText {
    private final Pipeline pipeline;

    FlowText(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Tables, outputs, columns with types. */
    void summary(PrintWriter out) {
        out.println("ok   " + pipeline.file() + ": pipeline " + pipeline.name());
        for (Table table : pipeline.tables()) {
            out.println("  table  " + table.name() + " <- " + table.topic() + "  (" + word(table.envelope()) + ", "
                    + word(table.format()) + ", key " + String.join(", ", table.key()) + ")");
            out.println("         "
                    + table.schema().map(FlowText::columns).orElse("columns: as the Schema Registry has them"));
        }
        for (Output output : pipeline.outputs()) {
            out.println("  output " + output.name() + " -> " + output.topic() + "  (" + word(output.kind()) + ", "
                    + word(output.format()) + ", " + joins(output) + ")");
            out.println("         "
                    + Lineage.of(pipeline, output).stream().map(FlowText::typed).collect(Collectors.joining(", ")));
        }
    }

    /** What the source will not tell, so that nobody waits for it. */
    void notes(PrintWriter out) {
        List<String> captured = pipeline.tables().stream()
                .filter(table -> table.envelope() == Envelope.DEBEZIUM)
                .map(Table::name)
                .toList();
        if (!captured.isEmpty()) {
            out.println("note TRUNCATE of " + String.join(", ", captured) + " is not followed: Debezium skips it"
                    + " (skipped.operations = t, its default), and the rows stay; use DELETE, which is");
        }
        pipeline.outputs().stream()
                .filter(output -> output.order() == Output.Order.STRICT)
                .forEach(output -> out.println("note " + output.name() + " is in strict order: " + price(output)));
        pipeline.outputs().stream()
                .filter(output -> output.kind() == Output.Kind.TABLE && output.order() == Output.Order.POSITION)
                .filter(pipeline::movesRows)
                .forEach(
                        output -> out.println("note " + output.name() + " is ordered by __position: when a row comes to"
                                + " refer elsewhere, an older version of it may follow a newer one in " + output.topic()
                                + ". A sink that heeds __position is right at all times while it runs; if sinks are to be built"
                                + " anew from the topic when it is compacted, write output." + output.name()
                                + ".order = strict, or broadcast what is joined"));
    }

    private String price(Output output) {
        return pipeline.movesRows(output)
                ? "each of its rows goes through one more internal topic, and a store keeps the last position of every"
                        + " key, deleted ones too; consumers that heed __position, as our sinks do, need it not"
                : "its rows never change partitions, and are in order anyway: it costs nothing";
    }

    /** Each output column with the source columns that decide it. */
    void lineage(PrintWriter out) {
        for (Output output : pipeline.outputs()) {
            out.println("output " + output.name() + " -> " + output.topic() + "  (" + word(output.kind()) + ", "
                    + joins(output) + ")");
            List<Lineage.Column> columns = Lineage.of(pipeline, output);
            int width = columns.stream()
                    .mapToInt(column -> column.name().length())
                    .max()
                    .orElse(0);
            for (Lineage.Column column : columns) {
                String sources =
                        column.sources().stream().map(FieldRef::toString).collect(Collectors.joining(", "));
                String how = column.expression()
                        .map(expression -> "   " + expression)
                        .orElse("");
                out.println(
                        "  " + column.name() + " ".repeat(width - column.name().length()) + " <- " + sources + how);
            }
        }
    }

    static String joins(Output output) {
        List<String> words = new ArrayList<>(List.of(output.from()));
        for (Join join : output.joins()) {
            String on = join.on().stream().map(FieldRef::toString).collect(Collectors.joining(", "));
            words.add((join.inner() ? "inner" : "left") + (join.broadcast() ? " broadcast" : "") + " join "
                    + join.table() + " on " + on);
        }
        return String.join(" ", words);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String columns(RowSchema schema) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(schema.name(i) + " " + ColumnTypes.describe(schema.type(i)) + (schema.nullable(i) ? "?" : ""));
        }
        return String.join(", ", columns);
    }

    private static String typed(Lineage.Column column) {
        return column.name()
                + column.type().map(type -> " " + ColumnTypes.describe(type)).orElse("")
                + (column.type().isPresent() && column.nullable() ? "?" : "");
    }
}
