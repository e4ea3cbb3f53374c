package dev.tributary.connect.bigquery.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connect.bigquery.table.BigQueryType.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the REST interface says of a table.
 *
 * @param columns in their order
 * @param key the declared primary key, empty when there is none
 * @param document the table as it was read, so that an update repeats what the sink does not know
 */
record Definition(List<Field> columns, List<String> key, JsonNode document) {

    /** A column with its type. */
    record Field(String name, BigQueryType type) {}

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<String, Name> LEGACY = Map.of(
            "BOOLEAN", Name.BOOL,
            "INTEGER", Name.INT64,
            "FLOAT", Name.FLOAT64);

    static Definition read(JsonNode table) {
        List<Field> columns = new ArrayList<>();
        for (JsonNode field : table.at("/schema/fields")) {
            columns.add(new Field(field.path("name").asText(), type(field)));
        }
        List<String> key = new ArrayList<>();
        table.at("/tableConstraints/primaryKey/columns").forEach(column -> key.add(column.asText()));
        return new Definition(columns, key, table);
    }

    private static BigQueryType type(JsonNode field) {
        boolean repeated = field.path("mode").asText().equals("REPEATED");
        return new BigQueryType(
                name(field),
                field.path("precision").asInt(),
                field.path("scale").asInt(),
                repeated);
    }

    private static Name name(JsonNode field) {
        String type = field.path("type").asText();
        for (Name name : Name.values()) {
            if (name.name().equals(type)) {
                return name;
            }
        }
        return LEGACY.getOrDefault(type, Name.OTHER);
    }

    static ObjectNode field(Field field) {
        BigQueryType type = field.type();
        ObjectNode node = JSON.objectNode()
                .put("name", field.name())
                .put("type", type.name().toString())
                .put("mode", type.repeated() ? "REPEATED" : "NULLABLE");
        if (type.precision() > 0) {
            node.put("precision", Integer.toString(type.precision())).put("scale", Integer.toString(type.scale()));
        }
        return node;
    }

    /** The document's own fields, as they are, and the new ones behind them. */
    ObjectNode withColumns(List<Field> added) {
        ArrayNode fields = JSON.arrayNode();
        document.at("/schema/fields").forEach(fields::add);
        added.forEach(field -> fields.add(field(field)));
        ObjectNode change = JSON.objectNode();
        change.putObject("schema").set("fields", fields);
        return change;
    }

    String etag() {
        return document.path("etag").asText();
    }
}
