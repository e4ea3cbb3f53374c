package dev.tributary.connect.bigquery.write;

import com.google.protobuf.ByteString;
import dev.tributary.connect.bigquery.table.BigQueryType;
import dev.tributary.connect.cells.ConversionException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The protobuf value of one cell, as the Storage Write API reads it for a column type. */
final class CellValue {
    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long FIRST_MICROS = FIRST_DAY * DAY_MICROS;
    private static final long LAST_MICROS = (LAST_DAY + 1) * DAY_MICROS - 1;
    private static final DateTimeFormatter DATETIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

    private CellValue() {}

    /** A cell that BigQuery cannot hold exactly is a {@link ConversionException}. */
    static Object of(BigQueryType type, Object cell) {
        return type.repeated() ? list(type, (List<?>) cell) : scalar(type, cell);
    }

    private static List<Object> list(BigQueryType type, List<?> cells) {
        List<Object> values = new ArrayList<>(cells.size());
        for (Object cell : cells) {
            if (cell == null) {
                throw new ConversionException("a list with a null in it: BigQuery keeps none");
            }
            values.add(scalar(type, cell));
        }
        return values;
    }

    private static Object scalar(BigQueryType type, Object cell) {
        return switch (type.name()) {
            case BOOL, INT64, STRING, JSON -> cell;
            case FLOAT64 -> ((Number) cell).doubleValue();
            case NUMERIC, BIGNUMERIC -> decimal(cell);
            case BYTES -> ByteString.copyFrom((byte[]) cell);
            case DATE -> (int) between((Long) cell, FIRST_DAY, LAST_DAY, "DATE: the years 1 to 9999");
            case TIME -> time((Long) cell);
            case DATETIME -> datetime(moment((Long) cell, "DATETIME"));
            case TIMESTAMP -> moment((Long) cell, "TIMESTAMP");
            case OTHER -> throw new ConversionException("the column has a type that the sink does not write");
        };
    }

    /** A column may have been widened since the cell was made, and a cell may still be a whole number. */
    private static String decimal(Object cell) {
        return cell instanceof BigDecimal decimal ? decimal.toPlainString() : cell.toString();
    }

    private static long moment(long micros, String type) {
        return between(micros, FIRST_MICROS, LAST_MICROS, type + ": the years 1 to 9999, no infinity");
    }

    private static long between(long value, long first, long last, String type) {
        if (value < first || value > last) {
            throw new ConversionException("a value outside of " + type);
        }
        return value;
    }

    private static String time(long micros) {
        between(micros, 0, DAY_MICROS - 1, "TIME, which ends before 24:00");
        return LocalTime.MIDNIGHT.plus(micros, ChronoUnit.MICROS).format(TIME);
    }

    private static String datetime(long micros) {
        Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).format(DATETIME);
    }
}
