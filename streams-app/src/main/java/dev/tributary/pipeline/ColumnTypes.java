package dev.tributary.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The column types of an inline {@code columns} declaration, each in the Avro encoding that Debezium and Confluent's Avro
 * converter write for it ({@code decimal.handling.mode=precise}, {@code time.precision.mode=adaptive}).
 */
public final class ColumnTypes {
    private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*\\)");
    private static final Map<String, Type> TYPES = new TreeMap<>(Map.ofEntries(
            plain("int", Schema.Type.INT),
            plain("long", Schema.Type.LONG),
            plain("string", Schema.Type.STRING),
            plain("boolean", Schema.Type.BOOLEAN),
            plain("float", Schema.Type.FLOAT),
            plain("double", Schema.Type.DOUBLE),
            plain("bytes", Schema.Type.BYTES),
            named("date", Schema.Type.INT, "io.debezium.time.Date"),
            named("time", Schema.Type.LONG, "io.debezium.time.MicroTime"),
            named("timestamp", Schema.Type.LONG, "io.debezium.time.MicroTimestamp"),
            named("timestamptz", Schema.Type.STRING, "io.debezium.time.ZonedTimestamp"),
            named("uuid", Schema.Type.STRING, "io.debezium.data.Uuid"),
            named("json", Schema.Type.STRING, "io.debezium.data.Json")));

    private record Type(Schema.Type avro, Optional<String> connectName) {}

    private ColumnTypes() {}

    private static Map.Entry<String, Type> plain(String name, Schema.Type avro) {
        return Map.entry(name, new Type(avro, Optional.empty()));
    }

    private static Map.Entry<String, Type> named(String name, Schema.Type avro, String connectName) {
        return Map.entry(name, new Type(avro, Optional.of(connectName)));
    }

    /** The types as a user writes them. */
    static List<String> names() {
        List<String> names = new ArrayList<>(TYPES.keySet());
        names.add("decimal(precision,scale)");
        return names;
    }

    /** The Avro schema of a type; empty when there is no such type. */
    static Optional<Schema> avro(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        Matcher decimal = DECIMAL.matcher(name);
        if (decimal.matches()) {
            return decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        return Optional.ofNullable(TYPES.get(name)).map(ColumnTypes::avro);
    }

    /** A type in a reader's words: {@code decimal(12,2)}, {@code timestamptz}, {@code long}. */
    public static String describe(Schema type) {
        if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        String connectName = type.getProp("connect.name");
        if (connectName != null) {
            return TYPES.entrySet().stream()
                    .filter(entry -> entry.getValue()
                            .connectName()
                            .filter(connectName::equals)
                            .isPresent())
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(connectName);
        }
        return type.getLogicalType() == null
                ? type.getType().getName()
                : type.getLogicalType().getName();
    }

    private static Schema avro(Type type) {
        Schema schema = Schema.create(type.avro());
        type.connectName().ifPresent(name -> {
            schema.addProp("connect.version", 1);
            schema.addProp("connect.name", name);
        });
        return schema;
    }

    private static Optional<Schema> decimal(int precision, int scale) {
        if (precision < 1 || scale > precision) {
            return Optional.empty();
        }
        Schema schema = Schema.create(Schema.Type.BYTES);
        LogicalTypes.decimal(precision, scale).addToSchema(schema);
        schema.addProp("connect.version", 1);
        schema.addProp(
                "connect.parameters",
                Map.of("scale", Integer.toString(scale), "connect.decimal.precision", Integer.toString(precision)));
        schema.addProp("connect.name", "org.apache.kafka.connect.data.Decimal");
        return Optional.of(schema);
    }
}
