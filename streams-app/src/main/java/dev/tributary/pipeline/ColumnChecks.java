package dev.tributary.pipeline;

import dev.tributary.config.Nearest;
import dev.tributary.row.RowSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The checks that need the tables' columns; tables of unknown schema are passed over. */
final class ColumnChecks {
    /** Takes a mistake. */
    interface Report {
        void problem(String key, String what, String fix);
    }

    private static final Set<Schema.Type> KEY_TYPES =
            Set.of(Schema.Type.INT, Schema.Type.LONG, Schema.Type.STRING, Schema.Type.ENUM, Schema.Type.BOOLEAN);
    private static final Set<Schema.Type> WHOLE_NUMBERS = Set.of(Schema.Type.INT, Schema.Type.LONG);

    private final Pipeline pipeline;
    private final Map<String, RowSchema> schemas;
    private final Report report;

    ColumnChecks(Pipeline pipeline, Map<String, RowSchema> schemas, Report report) {
        this.pipeline = pipeline;
        this.schemas = schemas;
        this.report = report;
    }

    void table(Table table) {
        for (String column : table.key()) {
            type("table." + table.name() + ".key", new FieldRef(table.name(), column))
                    .ifPresent(type -> keyType(table, column, type));
        }
    }

    private void keyType(Table table, String column, Schema type) {
        String prefix = "table." + table.name() + ".";
        String described = column + " is " + ColumnTypes.describe(type);
        if (!KEY_TYPES.contains(type.getType()) && !decimal(type)) {
            report.problem(prefix + "key", described, "a key is a whole number, text, boolean or decimal");
        } else if (!fits(table.keyFormat(), type)) {
            report.problem(prefix + "key.format", described, "use json, or the format of that type");
        }
    }

    private static boolean fits(KeyFormat format, Schema type) {
        return switch (format) {
            case TEXT -> WHOLE_NUMBERS.contains(type.getType()) || type.getType() == Schema.Type.STRING;
            case INT32 -> type.getType() == Schema.Type.INT;
            case INT64 -> type.getType() == Schema.Type.LONG;
            default -> true;
        };
    }

    void output(Output output) {
        output.joins().forEach(join -> join(output, join));
        Set<String> names = new HashSet<>();
        for (OutputField field : OutputColumns.of(output, schemas)) {
            if (field instanceof OutputField.Plain plain) {
                type(PipelineChecks.fieldKey(output, plain), plain.source())
                        .ifPresent(type -> exact(output, plain, type));
                name(output, plain, plain.name(), names);
            } else if (field instanceof OutputField.Computed computed) {
                name(output, computed, computed.name(), names);
            }
        }
        identity(output);
    }

    private void exact(Output output, OutputField.Plain plain, Schema type) {
        SourceTypes.refusal(type)
                .ifPresent(refusal -> report.problem(
                        PipelineChecks.fieldKey(output, plain),
                        plain.source() + " is " + refusal.why(),
                        refusal.fix()));
    }

    private void name(Output output, OutputField field, String name, Set<String> names) {
        String key = PipelineChecks.fieldKey(output, field);
        if (name.startsWith("__")) {
            report.problem(key, name + " starts with __, as the metadata columns do", "give the column another name");
        }
        if (!names.add(name)) {
            String fix = "give one of them another name: list it as a name and add output." + output.name()
                    + ".field.<name> = table.column";
            report.problem(key, "two columns are called " + name, fix);
        }
    }

    /** A deleted row has nothing but its key: without the key columns nobody could tell which row it was. */
    private void identity(Output output) {
        Optional<Table> driving = pipeline.tables().stream()
                .filter(table -> table.name().equals(output.from()))
                .findFirst();
        List<OutputField> columns = OutputColumns.of(output, schemas);
        for (String column : driving.map(Table::key).orElse(List.of())) {
            FieldRef ref = new FieldRef(output.from(), column);
            boolean all = columns.contains(new OutputField.All(output.from()));
            if (!all && columns.stream().noneMatch(field -> takes(field, ref))) {
                String key = "output." + output.name() + ".fields";
                report.problem(key, "lacks " + ref + ", the key of the output", "add " + ref);
            }
        }
    }

    private static boolean takes(OutputField field, FieldRef ref) {
        return field instanceof OutputField.Plain plain && plain.source().equals(ref);
    }

    private void join(Output output, Join join) {
        String key = "output." + output.name() + ".join." + join.table() + ".on";
        if (!pipeline.tablesByName().containsKey(join.table())) {
            return;
        }
        Table partner = pipeline.table(join.table());
        for (int i = 0; i < join.on().size(); i++) {
            Optional<Schema> type = type(key, join.on().get(i));
            if (type.isPresent() && i < partner.key().size()) {
                sameType(
                        key,
                        join.on().get(i),
                        type.get(),
                        new FieldRef(partner.name(), partner.key().get(i)));
            }
        }
    }

    private void sameType(String key, FieldRef ref, Schema type, FieldRef partnerKey) {
        Optional<Schema> wanted = find(partnerKey);
        boolean int32 = pipeline.table(partnerKey.table()).keyFormat() == KeyFormat.INT32;
        if (wanted.isPresent() && !joinable(type, wanted.get(), int32)) {
            String what = ref + " is " + ColumnTypes.describe(type) + ", but " + partnerKey + " is "
                    + ColumnTypes.describe(wanted.get());
            report.problem(key, what, "join columns of one type");
        }
    }

    /** An int and a long are spelt alike in every key format but four bytes. */
    private static boolean joinable(Schema a, Schema b, boolean int32) {
        if (decimal(a) && decimal(b)) {
            return ((LogicalTypes.Decimal) a.getLogicalType()).getScale()
                    == ((LogicalTypes.Decimal) b.getLogicalType()).getScale();
        }
        boolean plain = ColumnTypes.describe(a).equals(a.getType().getName())
                && ColumnTypes.describe(b).equals(b.getType().getName());
        if (plain && WHOLE_NUMBERS.contains(a.getType()) && WHOLE_NUMBERS.contains(b.getType())) {
            return !int32 || a.getType() == Schema.Type.INT;
        }
        return ColumnTypes.describe(a).equals(ColumnTypes.describe(b));
    }

    private static boolean decimal(Schema type) {
        return type.getLogicalType() instanceof LogicalTypes.Decimal;
    }

    private Optional<Schema> find(FieldRef ref) {
        RowSchema schema = schemas.get(ref.table());
        return schema == null || schema.indexOf(ref.column()) < 0
                ? Optional.empty()
                : Optional.of(schema.type(schema.indexOf(ref.column())));
    }

    private Optional<Schema> type(String key, FieldRef ref) {
        RowSchema schema = schemas.get(ref.table());
        Optional<Schema> type = find(ref);
        if (schema != null && type.isEmpty()) {
            String hint = Nearest.to(ref.column(), schema.names())
                    .map(nearest -> "did you mean " + ref.table() + "." + nearest + "?")
                    .orElse(ref.table() + " has " + String.join(", ", schema.names()));
            report.problem(key, ref.table() + " has no column " + ref.column(), hint);
        }
        return type;
    }
}
