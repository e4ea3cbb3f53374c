package dev.tributary.change;

import dev.tributary.row.RowSchema;
import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.FieldCodec;
import dev.tributary.serde.RowResolver;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;

/** How to read envelopes of one writer schema: a step per field, most of which skip it. */
final class EnvelopePlan {
    private interface Step {
        void take(Decoder in, SourceBlock block) throws IOException;
    }

    private interface Use {
        void of(Object value, SourceBlock block);
    }

    private final List<Step> steps;

    private EnvelopePlan(List<Step> steps) {
        this.steps = steps;
    }

    static EnvelopePlan of(Schema envelope, RowSchema row) {
        if (envelope.getType() != Schema.Type.RECORD || envelope.getField("after") == null) {
            throw new BadRecordException("the writer schema is no Debezium envelope; is the envelope 'row'?");
        }
        return new EnvelopePlan(envelope.getFields().stream()
                .map(field -> step(field.name(), field.schema(), row))
                .toList());
    }

    /** Reads nothing but the row before the change. */
    static EnvelopePlan ofBefore(Schema envelope, RowSchema row) {
        return new EnvelopePlan(envelope.getFields().stream()
                .map(field -> field.name().equals("before") ? before(field.schema(), row) : skip(field.schema()))
                .toList());
    }

    void read(Decoder in, SourceBlock block) throws IOException {
        for (Step step : steps) {
            step.take(in, block);
        }
    }

    private static Step step(String field, Schema schema, RowSchema row) {
        return switch (field) {
            case "after" -> after(schema, row);
            case "source" -> source(schema);
            case "transaction" -> nested(schema, EnvelopePlan::transactionField);
            case "op" -> use(schema, (value, block) -> block.op(value.toString()));
            default -> skip(schema);
        };
    }

    private static Step after(Schema schema, RowSchema row) {
        RowResolver resolver = new RowResolver(RowSchema.nonNull(schema), row);
        return optional(schema, (in, block) -> block.after(resolver.read(in)));
    }

    private static Step before(Schema schema, RowSchema row) {
        RowResolver resolver = new RowResolver(RowSchema.nonNull(schema), row);
        return optional(schema, (in, block) -> block.before(resolver.read(in)));
    }

    private static Step source(Schema schema) {
        Step fields = nested(schema, EnvelopePlan::sourceField);
        if (!RowSchema.nonNull(schema).getFullName().equals("io.debezium.connector.mariadb.Source")) {
            return fields;
        }
        return (in, block) -> {
            block.mariaDb();
            fields.take(in, block);
        };
    }

    private static Step sourceField(Schema.Field field) {
        Schema schema = field.schema();
        return switch (field.name()) {
            case "lsn" -> use(schema, (value, block) -> block.lsn(((Number) value).longValue()));
            case "ts_ms" -> use(schema, (value, block) -> block.tsMs(((Number) value).longValue()));
            case "sequence" -> use(schema, (value, block) -> block.sequence(value.toString()));
            case "txId" -> use(schema, (value, block) -> block.txId(value.toString()));
            // text is ours, and CockroachDB's; the number of the same name is MySQL's place in a file of its log
            case "pos", "ts_hlc" ->
                RowSchema.nonNull(schema).getType() == Schema.Type.STRING
                        ? use(schema, (value, block) -> block.pos(value.toString()))
                        : use(schema, (value, block) -> block.place(((Number) value).longValue()));
            case "file" -> use(schema, (value, block) -> block.file(value.toString()));
            case "row" -> use(schema, (value, block) -> block.row(((Number) value).longValue()));
            case "snapshot" -> use(schema, (value, block) -> block.snapshot(value.toString()));
            default -> skip(schema);
        };
    }

    private static Step transactionField(Schema.Field field) {
        return field.name().equals("total_order")
                ? use(field.schema(), (value, block) -> block.order(((Number) value).longValue()))
                : skip(field.schema());
    }

    private static Step nested(Schema schema, java.util.function.Function<Schema.Field, Step> step) {
        EnvelopePlan plan = new EnvelopePlan(
                RowSchema.nonNull(schema).getFields().stream().map(step).toList());
        return optional(schema, plan::read);
    }

    private static Step optional(Schema schema, Step step) {
        if (!schema.isNullable()) {
            return step;
        }
        int nullBranch = schema.getTypes().indexOf(Schema.create(Schema.Type.NULL));
        return (in, block) -> {
            if (in.readIndex() != nullBranch) {
                step.take(in, block);
            }
        };
    }

    private static Step use(Schema schema, Use use) {
        FieldCodec codec = FieldCodec.of(schema);
        return (in, block) -> {
            Object value = codec.read(in);
            if (value != null) {
                use.of(value, block);
            }
        };
    }

    private static Step skip(Schema schema) {
        FieldCodec codec = FieldCodec.of(schema);
        return (in, block) -> codec.skip(in);
    }
}
