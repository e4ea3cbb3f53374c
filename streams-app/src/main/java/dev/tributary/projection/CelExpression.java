package dev.tributary.projection;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.CelVariableResolver;
import dev.tributary.row.Row;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An expression that CEL evaluates.
 *
 * <p>A null column is one of CEL's unknown values: it goes through operators and functions as SQL's null does, and
 * {@code true || null} is true.
 */
final class CelExpression implements Expression {
    private static final CelUnknownSet NULL = CelUnknownSet.create(0L);
    private static final Map<CelType, Schema> RESULTS = Map.of(
            SimpleType.STRING, Schema.create(Schema.Type.STRING),
            SimpleType.INT, Schema.create(Schema.Type.LONG),
            SimpleType.DOUBLE, Schema.create(Schema.Type.DOUBLE),
            SimpleType.BOOL, Schema.create(Schema.Type.BOOLEAN),
            SimpleType.BYTES, Schema.create(Schema.Type.BYTES),
            SimpleType.TIMESTAMP, timestamp());

    private final CelRuntime.Program program;
    private final Map<String, ColumnReader> columns;
    private final Map<String, ColumnReader> tested;
    private final Schema type;

    /**
     * A program over columns.
     *
     * @param columns by the variable that stands for their value
     * @param tested by the variable that a null test asks
     * @param type one that {@link #typeOf} knows
     */
    CelExpression(
            CelRuntime.Program program,
            Map<String, ColumnReader> columns,
            Map<String, ColumnReader> tested,
            Schema type) {
        this.program = program;
        this.columns = columns;
        this.tested = tested;
        this.type = type;
    }

    /** The column type of an expression's result; empty when a column cannot have it. */
    static Optional<Schema> typeOf(CelType result) {
        return Optional.ofNullable(RESULTS.get(result));
    }

    private static Schema timestamp() {
        Schema schema = Schema.create(Schema.Type.STRING);
        schema.addProp("connect.version", 1);
        schema.addProp("connect.name", "io.debezium.time.ZonedTimestamp");
        return schema;
    }

    @Override
    public Schema type() {
        return type;
    }

    @Override
    public @Nullable Object evaluate(@Nullable Row[] slots) {
        try {
            return column(program.eval((CelVariableResolver) name -> Optional.ofNullable(variable(name, slots))));
        } catch (CelEvaluationException e) {
            // CEL's own message may quote a value, so only the kind of failure goes on.
            throw new EvaluationFailure(
                    e.getErrorCode().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }

    private @Nullable Object variable(String name, @Nullable Row[] slots) {
        ColumnReader used = columns.get(name);
        if (used != null) {
            Object value = used.read(slots);
            return value == null ? NULL : value;
        }
        ColumnReader test = tested.get(name);
        if (test != null) {
            Object value = test.read(slots);
            return value == null ? NullValue.NULL_VALUE : value;
        }
        return null;
    }

    private static @Nullable Object column(Object result) {
        if (result instanceof CelUnknownSet) {
            return null;
        }
        if (result instanceof CelByteString bytes) {
            return ByteBuffer.wrap(bytes.toByteArray());
        }
        return result instanceof Instant instant ? instant.toString() : result;
    }
}
