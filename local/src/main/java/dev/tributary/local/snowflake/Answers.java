package dev.tributary.local.snowflake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outer shapes of what Snowflake answers. */
final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** A statement or session request that went well. */
    static ObjectNode success(ObjectNode data) {
        ObjectNode answer = object();
        answer.set("data", data);
        return answer.putNull("code").putNull("message").put("success", true);
    }

    static ObjectNode done() {
        return object().putNull("data").putNull("code").putNull("message").put("success", true);
    }

    static ObjectNode refused(Unauthorized failure) {
        return object().putNull("data")
                .put("code", failure.code())
                .put("message", failure.getMessage())
                .put("success", false);
    }

    static ObjectNode failed(SqlFailure failure) {
        ObjectNode answer = object();
        answer.set(
                "data",
                object().put("errorCode", failure.code())
                        .put("sqlState", failure.state())
                        .put("internalError", false));
        return answer.put("code", failure.code())
                .put("message", failure.getMessage())
                .put("success", false);
    }

    /** Rows of text; the driver reads every type from its text. */
    static ObjectNode rows(List<String> columns, List<List<@Nullable String>> rows) {
        ObjectNode data = object();
        ArrayNode types = data.putArray("rowtype");
        columns.forEach(name -> types.addObject()
                .put("name", name)
                .put("type", "text")
                .put("nullable", true)
                .put("length", 16_777_216)
                .put("byteLength", 16_777_216));
        ArrayNode set = data.putArray("rowset");
        rows.forEach(row -> {
            ArrayNode cells = set.addArray();
            row.forEach(cells::add);
        });
        data.put("total", rows.size()).put("returned", rows.size());
        data.put("queryResultFormat", "json").put("statementTypeId", 4096).put("version", 1);
        data.putArray("parameters");
        return data;
    }

    /** A streaming request that went well. */
    static ObjectNode streaming() {
        return object().put("status_code", 0).put("message", "Success");
    }

    /** A streaming request that did not. */
    static ObjectNode streaming(int code, @Nullable String message) {
        return object().put("status_code", code).put("message", message);
    }
}
