package dev.tributary.serde;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Lossless ways from a written type to a declared one; every other pair is refused by the column's name. */
final class Conversions {
    private Conversions() {}

    static UnaryOperator<@Nullable Object> between(String column, Schema written, Schema declared) {
        if (Decimals.isDecimal(written) && Decimals.isDecimal(declared)) {
            return Decimals.scale(written) == Decimals.scale(declared)
                    ? UnaryOperator.identity()
                    : notNull(value ->
                            Decimals.toBytes(Decimals.toNumber((ByteBuffer) value, written), declared, column));
        }
        Schema.Type from = written.getType();
        Schema.Type to = declared.getType();
        if (from == Schema.Type.INT && to == Schema.Type.LONG) {
            return notNull(value -> (long) (Integer) value);
        }
        if (from == Schema.Type.FLOAT && to == Schema.Type.DOUBLE) {
            return notNull(value -> (double) (Float) value);
        }
        if (from == Schema.Type.INT && to == Schema.Type.DOUBLE) {
            return notNull(value -> (double) (Integer) value);
        }
        if (sameShape(written, declared)) {
            return UnaryOperator.identity();
        }
        throw new BadRecordException("column '" + column + "' is written as " + describe(written)
                + ", but the table declares " + describe(declared));
    }

    private static boolean sameShape(Schema written, Schema declared) {
        boolean texts = isText(written) && isText(declared);
        boolean scalars = written.getType() == declared.getType()
                && Decimals.isDecimal(written) == Decimals.isDecimal(declared)
                && Objects.equals(written.getProp("connect.name"), declared.getProp("connect.name"));
        boolean nested = written.getType() == Schema.Type.RECORD
                || written.getType() == Schema.Type.ARRAY
                || written.getType() == Schema.Type.MAP;
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
