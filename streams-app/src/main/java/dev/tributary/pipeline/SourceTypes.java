package dev.tributary.pipeline;

import dev.tributary.row.RowSchema;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Which of the types that Debezium gives a meaning go out as they are; all others are refused, rather than nearly right. */
final class SourceTypes {
    private static final String DEBEZIUM = "io.debezium.";
    private static final String CAST = "leave the column out, or give the source table a text column generated from it";
    private static final Set<String> EXACT = Set.of(
            "io.debezium.time.Date",
            "io.debezium.time.Time",
            "io.debezium.time.MicroTime",
            "io.debezium.time.NanoTime",
            "io.debezium.time.ZonedTime",
            "io.debezium.time.Timestamp",
            "io.debezium.time.MicroTimestamp",
            "io.debezium.time.NanoTimestamp",
            "io.debezium.time.ZonedTimestamp",
            "io.debezium.time.Interval",
            "io.debezium.time.Year",
            "io.debezium.data.Bits",
            "io.debezium.data.Enum",
            "io.debezium.data.EnumSet",
            "io.debezium.data.Json",
            "io.debezium.data.Ltree",
            "io.debezium.data.Tsvector",
            "io.debezium.data.Uuid",
            "io.debezium.data.VariableScaleDecimal",
            "io.debezium.data.Xml",
            "io.debezium.data.geometry.Point");

    private static final Set<String> TIMES =
            Set.of("io.debezium.time.Time", "io.debezium.time.MicroTime", "io.debezium.time.NanoTime");

    /** Why a type is refused, and what to do instead. */
    record Refusal(String why, String fix) {}

    private SourceTypes() {}

    /** Why columns of this type cannot go out exactly; empty when they can. */
    static Optional<Refusal> refusal(Schema type) {
        if (type.getType() == Schema.Type.ARRAY) {
            return elements(RowSchema.nonNull(type.getElementType()));
        }
        String meaning = type.getProp("connect.name");
        if (meaning == null && type.getType() == Schema.Type.RECORD) {
            meaning = type.getFullName();
        }
        if (isSource(type, "NAME")) {
            return refused("a name, which Debezium sends as null in part of the events", CAST);
        }
        if (meaning == null || !meaning.startsWith(DEBEZIUM)) {
            return Optional.empty();
        }
        if (meaning.endsWith("Duration")) {
            return refused(
                    "an interval as a number, and months have no fixed length", "interval.handling.mode = string");
        }
        if (isSource(type, "VARBIT")) {
            return refused("bit varying, and the change event does not tell how many bits a value has", CAST);
        }
        return EXACT.contains(meaning) ? Optional.empty() : refused(meaning + ", which has no exact column type", CAST);
    }

    private static Optional<Refusal> elements(Schema element) {
        String meaning = element.getProp("connect.name");
        return meaning != null && TIMES.contains(meaning)
                ? refused("an array of times, whose microseconds Debezium cuts off", CAST)
                : refusal(element);
    }

    private static Optional<Refusal> refused(String why, String fix) {
        return Optional.of(new Refusal(why, fix));
    }

    /** The connector tells the source's own type only where datatype.propagate.source.type asks it to. */
    private static boolean isSource(Schema type, String name) {
        return type.getObjectProp("connect.parameters") instanceof Map<?, ?> parameters
                && name.equals(parameters.get("__debezium.source.column.type"));
    }
}
