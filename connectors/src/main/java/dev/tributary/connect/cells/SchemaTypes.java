package dev.tributary.connect.cells;

import dev.tributary.connect.cells.LogicalTypes.LogicalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** The column type that a schema, or a value without a schema, asks for. */
public final class SchemaTypes {
    private SchemaTypes() {}

    /** Structs, maps and nested arrays are kept as JSON; an array of scalars becomes a DuckDB list. */
    public static ColumnType columnType(Schema schema) {
        LogicalType logical = LogicalTypes.of(schema);
        if (logical != null) {
            return logical.column().apply(schema);
        }
        return switch (schema.type()) {
            case BOOLEAN -> ColumnType.of(Kind.BOOLEAN);
            case INT8 -> ColumnType.of(Kind.TINYINT);
            case INT16 -> ColumnType.of(Kind.SMALLINT);
            case INT32 -> ColumnType.of(Kind.INTEGER);
            case INT64 -> ColumnType.of(Kind.BIGINT);
            case FLOAT32 -> ColumnType.of(Kind.FLOAT);
            case FLOAT64 -> ColumnType.of(Kind.DOUBLE);
            case STRING -> ColumnType.of(Kind.VARCHAR);
            case BYTES -> ColumnType.of(Kind.BLOB);
            case ARRAY -> listType(columnType(schema.valueSchema()));
            case MAP, STRUCT -> ColumnType.of(Kind.JSON);
        };
    }

    /** Without a schema: whole numbers are BIGINT, fractions DOUBLE, lists and maps JSON; null says nothing. */
    public static @Nullable ColumnType inferred(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof BigDecimal decimal) {
            boolean fits = decimal.scale() >= 0 && decimal.scale() <= ColumnType.MAX_PRECISION;
            return fits ? ColumnType.decimal(ColumnType.MAX_PRECISION, decimal.scale()) : ColumnType.of(Kind.VARCHAR);
        }
        return ColumnType.of(inferredKind(value));
    }

    /** Whether a column already takes a value without a schema: there the value counts, not its Java type. */
    public static boolean takes(ColumnType column, Object value) {
        ColumnType needed = inferred(value);
        boolean sameFamily = column.kind() == Kind.JSON
                || (column.kind() == Kind.UUID && value instanceof String)
                || (column.kind().isTemporal() && (value instanceof Number || value instanceof Date))
                || (needed != null && column.widenedFor(needed).isPresent());
        try {
            return sameFamily && Conversion.schemaless(column).cell(value) != null;
        } catch (ConversionException e) {
            return false;
        }
    }

    private static Kind inferredKind(Object value) {
        if (value instanceof String) {
            return Kind.VARCHAR;
        }
        if (value instanceof Boolean) {
            return Kind.BOOLEAN;
        }
        if (value instanceof Number) {
            return numberKind(value);
        }
        if (value instanceof Date) {
            return Kind.TIMESTAMP;
        }
        return value instanceof byte[] || value instanceof ByteBuffer ? Kind.BLOB : Kind.JSON;
    }

    private static Kind numberKind(Object value) {
        if (value instanceof BigInteger) {
            return Kind.HUGEINT;
        }
        return value instanceof Double || value instanceof Float ? Kind.DOUBLE : Kind.BIGINT;
    }

    private static ColumnType listType(ColumnType element) {
        boolean scalar = element.kind() != Kind.LIST && element.kind() != Kind.JSON;
        return scalar ? ColumnType.listOf(element) : ColumnType.of(Kind.JSON);
    }
}
