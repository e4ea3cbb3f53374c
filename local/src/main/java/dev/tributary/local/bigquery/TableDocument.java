package dev.tributary.local.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A table as the REST interface takes and gives it, read and checked as BigQuery would. */
record TableDocument(ObjectNode json, List<Field> fields, List<String> key) {
    private static final int MOST_KEYS = 16;
    private static final int MOST_CLUSTERED = 4;

    static TableDocument read(JsonNode json) throws Refusal {
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode each : json.at("/schema/fields")) {
            Field field = Field.read(each);
            if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
                throw new Refusal(400, "Duplicate field " + field.name());
            }
            fields.add(field);
        }
        List<String> key = texts(json.at("/tableConstraints/primaryKey/columns"));
        TableDocument table = new TableDocument((ObjectNode) json, fields, key);
        table.check();
        return table;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private void check() throws Refusal {
        List<String> clustered = clustered();
        if (key.size() > MOST_KEYS || clustered.size() > MOST_CLUSTERED) {
            throw new Refusal(400, "Too many key or clustering columns");
        }
        List<String> keys = new ArrayList<>(key);
        keys.addAll(clustered);
        for (String name : keys) {
            Field field = field(name).orElseThrow(() -> new Refusal(400, "No such column: " + name));
            if (!field.canBeKey()) {
                throw new Refusal(400, field.type() + " column " + name + " cannot be a key");
            }
        }
        String staleness = json.path("maxStaleness").asText();
        if (!staleness.isEmpty() && !staleness.matches("\\d+-\\d+ \\d+ \\d+:\\d+:\\d+")) {
            throw new Refusal(400, "Invalid interval for maxStaleness");
        }
    }

    List<String> clustered() {
        return texts(json.at("/clustering/fields"));
    }

    boolean isKey(String column) {
        return key.stream().anyMatch(column::equalsIgnoreCase);
    }

    Optional<Field> field(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst();
    }

    int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    String name() {
        return json.at("/tableReference/tableId").asText();
    }

    /** The table after a patch of its schema: the columns it has, as they are, and nullable ones behind them. */
    TableDocument patched(JsonNode patch) throws Refusal {
        ObjectNode changed = json.deepCopy();
        changed.set("schema", patch.path("schema"));
        TableDocument after = read(changed);
        for (Field field : fields) {
            Field there = after.field(field.name())
                    .orElseThrow(() -> new Refusal(400, "Field " + field.name() + " is missing in new schema"));
            if (!there.equals(field)) {
                throw new Refusal(400, "Field " + field.name() + " has changed its type or mode");
            }
        }
        for (Field field : after.fields) {
            if (field(field.name()).isEmpty() && field.mode().equals("REQUIRED")) {
                throw new Refusal(400, "Cannot add required field " + field.name());
            }
        }
        return after;
    }

    /** The table after {@code ALTER COLUMN … SET DATA TYPE}. */
    TableDocument altered(String column, String type, int precision, int scale) throws Refusal {
        Field from = field(column).orElseThrow(() -> new Refusal(400, "Column not found: " + column));
        Field to = new Field(from.name(), type, from.mode(), precision, scale);
        if (isKey(column) || clustered().stream().anyMatch(column::equalsIgnoreCase) || !from.canBecome(to)) {
            throw new Refusal(400, "Column " + column + " cannot be altered to " + type);
        }
        ObjectNode changed = json.deepCopy();
        ObjectNode field = (ObjectNode) changed.at("/schema/fields/" + indexOf(column));
        field.put("type", type).remove(List.of("precision", "scale"));
        if (precision > 0) {
            field.put("precision", Integer.toString(precision)).put("scale", Integer.toString(scale));
        }
        return read(changed);
    }
}
