package dev.tributary.connect.cockroach.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * One message of a changefeed, whatever its envelope.
 *
 * @param table the table as the feed names it; null in a bare envelope
 * @param op the operation, where the feed tells it
 * @param key an array of values (wrapped), an object (enriched), or null (bare)
 * @param after the row; null when it was deleted; in a bare envelope always the row
 * @param timestamp the change's hybrid logical clock, where the feed tells it
 */
record Message(
        @Nullable String table,
        @Nullable String op,
        @Nullable JsonNode key,
        @Nullable ObjectNode before,
        @Nullable ObjectNode after,
        @Nullable String timestamp) {

    /** What CDC queries select {@code event_op()} as, so that a bare envelope tells it. */
    static final String OP_COLUMN = "__op";

    private static final String MVCC_COLUMN = "crdb_internal_mvcc_timestamp";
    private static final String META = "__crdb__";

    /** The clock of a resolved message, null when it is another one. */
    static @Nullable String resolved(JsonNode body) {
        JsonNode plain = body.path("resolved");
        JsonNode told = plain.isMissingNode() ? body.path(META).path("resolved") : plain;
        return told.isTextual() ? told.textValue() : null;
    }

    static Message of(JsonNode sent) throws BadMessageException {
        JsonNode message = sent.has("payload") && sent.has("schema") ? sent.get("payload") : sent;
        if (!(message instanceof ObjectNode object)) {
            throw new BadMessageException("a message is no JSON object");
        }
        if (object.has("after") && object.has("op")) {
            return enriched(object);
        }
        return object.has("after") && object.has("key") ? wrapped(object) : bare(object.deepCopy());
    }

    private static Message enriched(ObjectNode message) throws BadMessageException {
        JsonNode source = message.path("source");
        return new Message(
                text(source.path("table_name")),
                text(message.path("op")),
                present(message.path("key")),
                row(message, "before"),
                row(message, "after"),
                firstText(
                        message.path("updated"),
                        source.path("updated"),
                        source.path("ts_hlc"),
                        source.path("mvcc_timestamp")));
    }

    private static Message wrapped(ObjectNode message) throws BadMessageException {
        ObjectNode before = row(message, "before");
        ObjectNode after = row(message, "after");
        String op = after == null ? "d" : message.has("before") && before == null ? "c" : "u";
        return new Message(
                text(message.path("topic")),
                op,
                present(message.path("key")),
                before,
                after,
                // a column backfill sends rows anew under their old mvcc_timestamp: the time of the update comes first
                firstText(message.path("updated"), message.path("mvcc_timestamp")));
    }

    private static Message bare(ObjectNode row) {
        JsonNode meta = row.path(META);
        JsonNode op = row.path(OP_COLUMN);
        JsonNode mvcc = row.path(MVCC_COLUMN);
        String timestamp = firstText(meta.path("updated"), meta.path("mvcc_timestamp"), mvcc);
        row.remove(META);
        row.remove(OP_COLUMN);
        row.remove(MVCC_COLUMN);
        return new Message(text(meta.path("topic")), letter(op), null, null, row, timestamp);
    }

    private static @Nullable String letter(JsonNode op) {
        return switch (op.asText("")) {
            case "insert" -> "c";
            case "update", "upsert" -> "u";
            case "delete" -> "d";
            default -> null;
        };
    }

    private static @Nullable ObjectNode row(ObjectNode message, String field) throws BadMessageException {
        JsonNode row = message.path(field);
        if (row.isMissingNode() || row.isNull()) {
            return null;
        }
        if (row instanceof ObjectNode object) {
            return object;
        }
        throw new BadMessageException("the field '" + field + "' is no row");
    }

    private static @Nullable JsonNode present(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    private static @Nullable String firstText(JsonNode... nodes) {
        for (JsonNode node : nodes) {
            if (node.isTextual()) {
                return node.textValue();
            }
            if (node.isNumber()) {
                return node.decimalValue().toPlainString();
            }
        }
        return null;
    }

    /** Whether nothing but the key has a value: how a bare envelope without {@code __op} tells a delete. */
    static boolean hasOnly(ObjectNode row, java.util.List<String> key) {
        boolean others = false;
        for (Iterator<String> names = row.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!key.contains(name)) {
                others = true;
                if (!row.path(name).isNull()) {
                    return false;
                }
            }
        }
        return others;
    }
}
