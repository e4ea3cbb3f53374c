package dev.tributary.connect.cockroach.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connect.changes.Change;
import dev.tributary.connect.changes.ChangeColumn;
import dev.tributary.connect.changes.Op;
import dev.tributary.connect.changes.Origin;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Reads the messages of one route as changes of declared tables. */
public final class ChangeDecoder {
    private final Map<String, TableSpec> tables;
    private final @Nullable String routed;
    private final String source;
    private final String path;

    /**
     * @param source the first part of the topics
     * @param path of the route
     * @param routed the table that everything on the route belongs to; null when the messages tell it
     */
    public ChangeDecoder(Map<String, TableSpec> tables, String source, String path, @Nullable String routed) {
        this.tables = tables;
        this.source = source;
        this.path = path;
        this.routed = routed;
    }

    /** A change, and the table it belongs to. */
    public record Decoded(TableSpec table, Change change) {}

    /** The clock of a resolved message; null when the body is another one. */
    public static @Nullable Clock resolved(JsonNode body) throws BadMessageException {
        String told = Message.resolved(body);
        return told == null ? null : Clock.parse(told);
    }

    /** The change that a message tells. */
    public Decoded decode(JsonNode sent) throws BadMessageException {
        Message message = Message.of(sent);
        TableSpec table = table(message);
        ObjectNode after = message.after();
        String op = message.op();
        boolean bareDelete =
                message.key() == null && op == null && after != null && Message.hasOnly(after, table.key());
        boolean deleted = after == null || bareDelete || "d".equals(op);
        Struct key = key(table, message);
        return new Decoded(
                table,
                new Change(
                        deleted ? Op.DELETE : op(op),
                        key,
                        message.before() == null ? null : row(table, message.before()),
                        deleted ? null : row(table, Objects.requireNonNull(after)),
                        origin(table, message)));
    }

    private Origin origin(TableSpec table, Message message) throws BadMessageException {
        String timestamp = message.timestamp();
        Clock clock = timestamp == null ? null : Clock.parse(timestamp);
        return new Origin(
                "cockroach",
                source,
                table.name(),
                path,
                clock == null ? System.currentTimeMillis() : clock.millis(),
                clock == null ? null : clock.pos());
    }

    private TableSpec table(Message message) throws BadMessageException {
        String told = routed == null ? message.table() : routed;
        if (told == null) {
            throw new BadMessageException(
                    "the message names no table, and its route has none: write the route as" + " path:table");
        }
        TableSpec table = FeedTables.find(tables, told);
        if (table == null) {
            throw new BadMessageException("the table " + told + " is not declared: add it to 'tables'");
        }
        return table;
    }

    private static Struct key(TableSpec table, Message message) throws BadMessageException {
        JsonNode told = message.key();
        ObjectNode row = message.after() == null ? message.before() : message.after();
        Struct key = table.topic().key();
        if (told != null && told.isArray() && told.size() != table.key().size()) {
            throw new BadMessageException(
                    "the key has " + told.size() + " values, table." + table.name() + ".key names " + table.key());
        }
        for (ChangeColumn column : table.columns()) {
            int place = table.key().indexOf(column.name());
            if (place >= 0) {
                JsonNode value = told == null
                        ? Objects.requireNonNullElse(row, com.fasterxml.jackson.databind.node.NullNode.instance)
                                .path(column.name())
                        : told.isArray() ? told.path(place) : told.path(column.name());
                key.put(column.name(), required(column, value));
            }
        }
        return key;
    }

    private static Object required(ChangeColumn column, JsonNode value) throws BadMessageException {
        Object read = value(column, value);
        if (read == null) {
            throw new BadMessageException("the column " + column.name() + " of the key has no value");
        }
        return read;
    }

    private static Struct row(TableSpec table, ObjectNode values) throws BadMessageException {
        Struct row = table.topic().row();
        for (ChangeColumn column : table.columns()) {
            JsonNode value = values.path(column.name());
            row.put(
                    column.name(),
                    table.key().contains(column.name()) ? required(column, value) : value(column, value));
        }
        return row;
    }

    private static @Nullable Object value(ChangeColumn column, JsonNode value) throws BadMessageException {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        try {
            return column.type().read(text(value));
        } catch (DataException e) {
            throw new BadMessageException("the column " + column.name() + " has a value that is " + e.getMessage());
        }
    }

    private static String text(JsonNode value) {
        if (value.isNumber()) {
            return value.isFloatingPointNumber() ? value.decimalValue().toPlainString() : value.asText();
        }
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static Op op(@Nullable String letter) throws BadMessageException {
        if (letter == null) {
            return Op.UPDATE;
        }
        return switch (letter) {
            case "c" -> Op.CREATE;
            case "u" -> Op.UPDATE;
            case "r" -> Op.READ;
            default -> throw new BadMessageException("unknown operation in the field 'op'");
        };
    }
}
