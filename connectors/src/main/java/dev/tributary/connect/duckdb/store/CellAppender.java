package dev.tributary.connect.duckdb.store;

import dev.tributary.connect.cells.ColumnType;
import dev.tributary.connect.cells.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Writes one cell through DuckDB's appender. */
public final class CellAppender {
    private CellAppender() {}

    public static void append(DuckDBAppender appender, ColumnType column, @Nullable Object cell) throws SQLException {
        if (cell == null) {
            appender.appendNull();
            return;
        }
        switch (column.kind()) {
            case BOOLEAN -> appender.append((boolean) (Boolean) cell);
            case TINYINT, SMALLINT, INTEGER, BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, TIMESTAMP_NS ->
                number(appender, column.kind(), (Long) cell);
            case HUGEINT -> appender.append(cell instanceof Long n ? BigInteger.valueOf(n) : (BigInteger) cell);
            case FLOAT -> appender.append((float) (Float) cell);
            case DOUBLE -> appender.append(((Number) cell).doubleValue());
            case DECIMAL -> appender.append(decimal(column, cell));
            case VARCHAR, JSON -> appender.append((String) cell);
            case BLOB -> appender.append((byte[]) cell);
            case TIMETZ -> appender.append((OffsetTime) cell);
            case UUID -> appender.append((UUID) cell);
            case LIST -> appender.append(elements(column.elementType(), (List<?>) cell));
            case OTHER -> throw new SQLException("no way to write " + column.sql());
        }
    }

    private static void number(DuckDBAppender appender, Kind kind, long number) throws SQLException {
        switch (kind) {
            case TINYINT -> appender.append((byte) number);
            case SMALLINT -> appender.append((short) number);
            case INTEGER -> appender.append((int) number);
            case DATE -> appender.appendEpochDays((int) number);
            case TIME -> appender.appendDayMicros(number);
            case TIMESTAMP, TIMESTAMPTZ -> appender.appendEpochMicros(number);
            case TIMESTAMP_NS -> appender.appendEpochNanos(number);
            default -> appender.append(number);
        }
    }

    /** A column may have been widened since the cell was made, so the scale is set here once more. */
    private static BigDecimal decimal(ColumnType column, Object cell) {
        BigDecimal decimal = cell instanceof Long n ? BigDecimal.valueOf(n) : (BigDecimal) cell;
        return decimal.scale() == column.scale() ? decimal : decimal.setScale(column.scale(), RoundingMode.UNNECESSARY);
    }

    private static List<@Nullable Object> elements(ColumnType element, List<?> cells) {
        List<@Nullable Object> elements = new ArrayList<>(cells.size());
        for (Object cell : cells) {
            elements.add(cell == null ? null : element(element, cell));
        }
        return elements;
    }

    private static Object element(ColumnType type, Object cell) {
        return switch (type.kind()) {
            case TINYINT -> ((Long) cell).byteValue();
            case SMALLINT -> ((Long) cell).shortValue();
            case INTEGER -> ((Long) cell).intValue();
            case DATE -> LocalDate.ofEpochDay((Long) cell);
            case TIME -> LocalTime.ofNanoOfDay(Math.multiplyExact((Long) cell, 1_000L));
            case TIMESTAMP -> timestamp((Long) cell, 1_000_000L);
            case TIMESTAMP_NS -> timestamp((Long) cell, 1_000_000_000L);
            case TIMESTAMPTZ -> OffsetDateTime.of(timestamp((Long) cell, 1_000_000L), ZoneOffset.UTC);
            case DECIMAL -> decimal(type, cell);
            case HUGEINT -> cell instanceof Long n ? BigInteger.valueOf(n) : cell;
            case DOUBLE -> ((Number) cell).doubleValue();
            default -> cell;
        };
    }

    private static LocalDateTime timestamp(long units, long perSecond) {
        long nanos = Math.floorMod(units, perSecond) * (1_000_000_000L / perSecond);
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(Math.floorDiv(units, perSecond), nanos), ZoneOffset.UTC);
    }
}
