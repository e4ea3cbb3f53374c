package dev.tributary.serde;

import dev.tributary.row.RowSchema;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Lossless ways from a written type to a declared one; every other pair is refused by the column's name. */
final class Conversions {
    private static final String MILLIS = "io.debezium.time.Timestamp";
    private static final String MICROS = "io.debezium.time.MicroTimestamp";

    private Conversions() {}

    static UnaryOperator<@Nullable Object> between(String column, Schema written, Schema declared) {
        if (Decimals.isDecimal(written) && Decimals.isDecimal(declared)) {
            return Decimals.scale(written) == Decimals.scale(declared)
                    ? UnaryOperator.identity()
                    : notNull(value ->
                            Decimals.toBytes(Decimals.toNumber((ByteBuffer) value, written), declared, column));
        }
        if (number(written) && number(declared) && written.getType() != declared.getType()) {
            return widening(column, written, declared);
        }
        if (isA(written, MILLIS) && isA(declared, MICROS)) {
            return notNull(value -> Math.multiplyExact((Long) value, 1_000L));
        }
        if (sameShape(written, declared)) {
            return UnaryOperator.identity();
        }
        throw refused(column, written, declared);
    }

    /** Whether every value of {@code other} has a place in a column of {@code type}. */
    static boolean holds(String column, Schema type, Schema other) {
        if (Decimals.isDecimal(type) && Decimals.isDecimal(other)) {
            return Decimals.scale(type) >= Decimals.scale(other)
                    && Decimals.wholeDigits(type) >= Decimals.wholeDigits(other);
        }
        try {
            between(column, other, type);
            return true;
        } catch (BadRecordException refused) {
            return false;
        }
    }

    static BadRecordException refused(String column, Schema written, Schema declared) {
        return new BadRecordException("column '" + column + "' is written as " + describe(written)
                + ", but the table declares " + describe(declared));
    }

    private static UnaryOperator<@Nullable Object> widening(String column, Schema written, Schema declared) {
        boolean fromInt = written.getType() == Schema.Type.INT;
        if (fromInt && declared.getType() == Schema.Type.LONG) {
            return notNull(value -> (long) (Integer) value);
        }
        if (declared.getType() == Schema.Type.DOUBLE && written.getType() != Schema.Type.LONG) {
            return notNull(value -> ((Number) value).doubleValue());
        }
        throw refused(column, written, declared);
    }

    /** A number and nothing else: days since 1970 are no number to be widened. */
    private static boolean number(Schema type) {
        return switch (type.getType()) {
            case INT, LONG, FLOAT, DOUBLE -> type.getProp("connect.name") == null && type.getLogicalType() == null;
            default -> false;
        };
    }

    private static boolean isA(Schema type, String meaning) {
        return meaning.equals(type.getProp("connect.name"));
    }

    private static boolean sameShape(Schema written, Schema declared) {
        Schema.Type type = written.getType();
        if (type == Schema.Type.ARRAY && declared.getType() == Schema.Type.ARRAY) {
            return sameShape(RowSchema.nonNull(written.getElementType()), RowSchema.nonNull(declared.getElementType()));
        }
        boolean texts = isText(written) && isText(declared);
        boolean scalars = type == declared.getType()
                && Decimals.isDecimal(written) == Decimals.isDecimal(declared)
                && Objects.equals(written.getProp("connect.name"), declared.getProp("connect.name"));
        boolean nested = type == Schema.Type.RECORD || type == Schema.Type.MAP;
        return texts || (nested ? written.equals(declared) : scalars);
    }

    private static boolean isText(Schema type) {
        return type.getType() == Schema.Type.STRING || type.getType() == Schema.Type.ENUM;
    }

    private static UnaryOperator<@Nullable Object> notNull(Function<Object, Object> conversion) {
        return value -> value == null ? null : conversion.apply(value);
    }

    private static String describe(Schema type) {
        String meaning = type.getProp("connect.name");
        String logical =
                type.getLogicalType() == null ? "" : " " + type.getLogicalType().getName();
        return type.getType().getName() + (meaning == null ? logical : " (" + meaning + ")");
    }
}
