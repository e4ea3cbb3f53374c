package dev.tributary.connect.dynamodb;

import dev.tributary.connect.changes.ChangeColumn;
import dev.tributary.connect.changes.ChangeTopic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as rows of a change topic. */
final class ItemRows {
    private final TableSettings table;
    private final List<String> key;
    private final ChangeTopic topic;

    ItemRows(TableSettings table, List<String> key, String topic) {
        this.table = table;
        this.key = key;
        this.topic = new ChangeTopic(topic, table.topicColumns(), key);
    }

    ChangeTopic topic() {
        return topic;
    }

    Struct key(Map<String, AttributeValue> item) throws BadItemException {
        Struct result = topic.key();
        for (ChangeColumn column : table.columns()) {
            if (key.contains(column.name())) {
                result.put(column.name(), value(column, item));
            }
        }
        return result;
    }

    Struct row(Map<String, AttributeValue> item) throws BadItemException {
        Struct row = topic.row();
        for (ChangeColumn column : table.columns()) {
            row.put(column.name(), value(column, item));
        }
        if (table.document() != null) {
            row.put(table.document(), Attributes.json(item));
        }
        return row;
    }

    private static @Nullable Object value(ChangeColumn column, Map<String, AttributeValue> item)
            throws BadItemException {
        AttributeValue value = item.get(column.name());
        if (value == null || Attributes.isNull(value)) {
            return null;
        }
        String type = column.type().toString();
        String text = type.equals("json") ? Attributes.json(value) : Attributes.scalar(value);
        if (text == null && type.equals("string")) {
            text = Attributes.json(value);
        }
        if (text == null) {
            throw new BadItemException(
                    "the column " + column.name() + " has a value of type " + value.type() + ", which is no " + type);
        }
        try {
            return column.type().read(text);
        } catch (DataException e) {
            throw new BadItemException("the column " + column.name() + " has a value that is " + e.getMessage());
        }
    }
}
