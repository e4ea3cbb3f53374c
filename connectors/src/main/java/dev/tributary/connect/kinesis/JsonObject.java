package dev.tributary.connect.kinesis;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.connect.changes.ChangeColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object; members that are no column are passed over. */
final class JsonObject implements Decoder {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Override
    public List<@Nullable String> cells(byte[] data, List<ChangeColumn> columns) throws BadDataException {
        JsonNode object;
        try {
            object = JSON.readTree(Utf8.decode(data));
        } catch (JacksonException e) {
            throw new BadDataException("the data is not one JSON object");
        }
        if (!object.isObject()) {
            throw new BadDataException("the data is not one JSON object");
        }
        List<@Nullable String> cells = new ArrayList<>(columns.size());
        for (ChangeColumn column : columns) {
            cells.add(text(object.path(column.name()), column));
        }
        return cells;
    }

    private static @Nullable String text(JsonNode value, ChangeColumn column) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isFloatingPointNumber()) {
            return value.decimalValue().toPlainString();
        }
        boolean plain = value.isTextual() && !column.type().toString().equals("json");
        return plain ? value.textValue() : value.toString();
    }
}
