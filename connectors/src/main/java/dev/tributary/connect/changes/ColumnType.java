package dev.tributary.connect.changes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/** The type of a column: how Connect carries it, as Debezium does, and how text becomes its value, exactly or not at all. */
public final class ColumnType {
    /** Text as it comes. */
    public static final ColumnType TEXT = new ColumnType("string", SchemaBuilder::string, text -> text);

    private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*\\)");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|NaN|[+-]?Infinity");
    private static final DateTimeFormatter ZONED = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);
    private static final Map<String, ColumnType> TYPES = types(
            TEXT,
            new ColumnType("int", SchemaBuilder::int32, Integer::valueOf),
            new ColumnType("long", SchemaBuilder::int64, Long::valueOf),
            new ColumnType("float", SchemaBuilder::float32, text -> Float.valueOf(number(text))),
            new ColumnType("double", SchemaBuilder::float64, text -> Double.valueOf(number(text))),
            new ColumnType("boolean", SchemaBuilder::bool, ColumnType::truth),
            new ColumnType(
                    "date",
                    named("io.debezium.time.Date", SchemaBuilder::int32),
                    text -> Math.toIntExact(LocalDate.parse(text).toEpochDay())),
            new ColumnType(
                    "time",
                    named("io.debezium.time.MicroTime", SchemaBuilder::int64),
                    text -> micros(LocalDateTime.of(LocalDate.EPOCH, LocalTime.parse(text)))),
            new ColumnType(
                    "timestamp",
                    named("io.debezium.time.MicroTimestamp", SchemaBuilder::int64),
                    text -> micros(LocalDateTime.parse(text.replace(' ', 'T')))),
            new ColumnType(
                    "timestamptz",
                    named("io.debezium.time.ZonedTimestamp", SchemaBuilder::string),
                    text -> OffsetDateTime.parse(text.replace(' ', 'T'), ZONED)
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)),
            new ColumnType("uuid", named("io.debezium.data.Uuid", SchemaBuilder::string), ColumnType::uuid),
            new ColumnType("json", named("io.debezium.data.Json", SchemaBuilder::string), text -> text));

    private final String name;
    private final Supplier<SchemaBuilder> schema;
    private final Function<String, Object> parse;

    private ColumnType(String name, Supplier<SchemaBuilder> schema, Function<String, Object> parse) {
        this.name = name;
        this.schema = schema;
        this.parse = parse;
    }

    /** The type of that name; empty when there is none. */
    public static Optional<ColumnType> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Matcher decimal = DECIMAL.matcher(lower);
        if (decimal.matches()) {
            return decimal(lower, Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        return Optional.ofNullable(TYPES.get(lower));
    }

    /** The types as a user writes them. */
    public static String names() {
        return String.join(", ", TYPES.keySet()) + ", decimal(precision,scale)";
    }

    /** How Connect carries the type. */
    public Schema schema(boolean optional) {
        SchemaBuilder builder = schema.get();
        return (optional ? builder.optional() : builder.required()).build();
    }

    /**
     * The value that the text spells.
     *
     * @throws DataException when it spells none that the type can hold exactly; the message has no value in it
     */
    public Object read(String text) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new DataException("no " + name);
        }
    }

    /** Whether every text is a value of the type. */
    public boolean takesAnyText() {
        return this == TEXT || name.equals("json");
    }

    @Override
    public String toString() {
        return name;
    }

    private static Optional<ColumnType> decimal(String name, int precision, int scale) {
        if (precision < 1 || scale > precision) {
            return Optional.empty();
        }
        Supplier<SchemaBuilder> schema =
                () -> Decimal.builder(scale).parameter("connect.decimal.precision", Integer.toString(precision));
        return Optional.of(new ColumnType(name, schema, text -> {
            BigDecimal exact = new BigDecimal(text).setScale(scale, RoundingMode.UNNECESSARY);
            if (exact.precision() > precision) {
                throw new ArithmeticException("too many digits");
            }
            return exact;
        }));
    }

    private static Supplier<SchemaBuilder> named(String connectName, Supplier<SchemaBuilder> plain) {
        return () -> plain.get().name(connectName).version(1);
    }

    private static String number(String text) {
        // Java would also take 1d, 0x1p3 and blanks
        if (!NUMBER.matcher(text).matches()) {
            throw new NumberFormatException("no number");
        }
        return text;
    }

    private static Object uuid(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("no UUID");
        }
        return UUID.fromString(text).toString();
    }

    private static Object truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "1" -> true;
            case "false", "f", "0" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static long micros(LocalDateTime time) {
        if (!time.truncatedTo(ChronoUnit.MICROS).equals(time)) {
            throw new ArithmeticException("finer than a microsecond");
        }
        return ChronoUnit.MICROS.between(LocalDate.EPOCH.atStartOfDay(), time);
    }

    private static Map<String, ColumnType> types(ColumnType... types) {
        Map<String, ColumnType> byName = new TreeMap<>();
        for (ColumnType type : types) {
            byName.put(type.name, type);
        }
        return byName;
    }
}
