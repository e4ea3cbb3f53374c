package dev.tributary.serde;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Decimals between their unscaled bytes and numbers; never through a double. */
public final class Decimals {
    private Decimals() {}

    /** Whether the type is a decimal of fixed scale. */
    public static boolean isDecimal(Schema type) {
        return type.getLogicalType() instanceof LogicalTypes.Decimal;
    }

    public static int scale(Schema type) {
        return ((LogicalTypes.Decimal) type.getLogicalType()).getScale();
    }

    /** The digits before the decimal point. */
    static int wholeDigits(Schema type) {
        return ((LogicalTypes.Decimal) type.getLogicalType()).getPrecision() - scale(type);
    }

    /** The number that the bytes of a decimal column hold. */
    public static BigDecimal toNumber(ByteBuffer unscaled, Schema type) {
        byte[] bytes = new byte[unscaled.remaining()];
        unscaled.duplicate().get(bytes);
        return new BigDecimal(new BigInteger(bytes), scale(type));
    }

    /**
     * The bytes of a number in a decimal column.
     *
     * @throws BadRecordException when the column's scale would round it
     */
    public static ByteBuffer toBytes(BigDecimal number, Schema type, String column) {
        if (number.stripTrailingZeros().scale() > scale(type)) {
            throw new BadRecordException(
                    "column '" + column + "': more decimal places than its scale " + scale(type) + " holds");
        }
        return ByteBuffer.wrap(number.setScale(scale(type)).unscaledValue().toByteArray());
    }
}
