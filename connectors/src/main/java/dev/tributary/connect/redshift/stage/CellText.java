package dev.tributary.connect.redshift.stage;

import dev.tributary.connect.cells.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Spells a cell as COPY, or the conversion behind it, reads it. */
final class CellText {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter ZONED = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSxxx", Locale.ROOT);

    private CellText() {}

    static String of(Kind kind, Object cell) {
        return switch (kind) {
            case DECIMAL -> ((BigDecimal) cell).toPlainString();
            case BLOB -> HexFormat.of().formatHex((byte[]) cell);
            case DATE -> LocalDate.ofEpochDay((Long) cell).toString();
            case TIME -> TIME.format(LocalTime.ofNanoOfDay(Math.multiplyExact((Long) cell, 1_000L)));
            case TIMETZ -> ZONED.format((OffsetTime) cell);
            case TIMESTAMP -> MOMENT.format(instant((Long) cell));
            case TIMESTAMPTZ -> MOMENT.format(instant((Long) cell)) + "+00";
            default -> cell.toString();
        };
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
