package dev.tributary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.pipeline.ColumnTypes;
import dev.tributary.pipeline.Join;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import java.io.PrintWriter;

/** A pipeline as JSON, for other tools: tables, joins, and the lineage of each column. */
final class FlowJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Pipeline pipeline;

    FlowJson(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    void print(PrintWriter out, String description) {
        ObjectNode root = MAPPER.createObjectNode().put("pipeline", pipeline.name());
        ArrayNode tables = root.putArray("tables");
        for (Table table : pipeline.tables()) {
            ObjectNode node = tables.addObject();
            node.put("name", table.name()).put("topic", table.topic());
            table.key().forEach(node.putArray("key")::add);
        }
        ArrayNode outputs = root.putArray("outputs");
        pipeline.outputs().forEach(output -> output(outputs.addObject(), output));
        root.put("topology", description);
        out.println(root.toPrettyString());
    }

    private void output(ObjectNode node, Output output) {
        node.put("name", output.name()).put("topic", output.topic());
        node.put("kind", FlowText.word(output.kind())).put("from", output.from());
        ArrayNode joins = node.putArray("joins");
        for (Join join : output.joins()) {
            ObjectNode joined = joins.addObject();
            joined.put("table", join.table()).put("type", join.inner() ? "inner" : "left");
            joined.put("broadcast", join.broadcast());
            ArrayNode on = joined.putArray("on");
            join.on().forEach(ref -> on.add(ref.toString()));
        }
        ArrayNode columns = node.putArray("columns");
        for (Lineage.Column column : Lineage.of(pipeline, output)) {
            ObjectNode described = columns.addObject().put("name", column.name());
            column.type().ifPresent(type -> described.put("type", ColumnTypes.describe(type)));
            described.put("nullable", column.nullable());
            ArrayNode sources = described.putArray("from");
            column.sources().forEach(ref -> sources.add(ref.toString()));
            column.expression().ifPresent(expression -> described.put("expression", expression));
        }
    }
}
