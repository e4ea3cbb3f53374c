package dev.tributary.connect.rows;

import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * Where a record says which row it means and what becomes of it.
 *
 * @param pkFields the key columns; empty for those of the record key
 * @param deletedField the boolean field that marks a row as deleted; empty when only tombstones delete
 * @param positionField the text field with the version of a row; empty when the offsets decide
 */
public record RowRules(List<String> pkFields, String deletedField, String positionField) {
    private static final String PK_FIELDS = "pk.fields";
    private static final String DELETED_FIELD = "deleted.field";
    private static final String POSITION_FIELD = "position.field";

    /** Adds the settings to a connector's own; {@code order} says what a position does in its warehouse. */
    public static ConfigDef define(ConfigDef settings, String order) {
        return settings.define(
                        PK_FIELDS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "The primary key columns. Empty: the fields of the record key. A primitive record key needs"
                                + " the one name it shall have.")
                .define(
                        DELETED_FIELD,
                        ConfigDef.Type.STRING,
                        "__deleted",
                        Importance.MEDIUM,
                        "The boolean field that marks a row as deleted. Empty: only tombstones delete.")
                .define(
                        POSITION_FIELD,
                        ConfigDef.Type.STRING,
                        "__position",
                        Importance.MEDIUM,
                        "The text field with the version of a row: " + order
                                + " Empty: the order of the offsets decides.");
    }

    /** What a connector's settings say. */
    public static RowRules of(AbstractConfig config) {
        return new RowRules(
                config.getList(PK_FIELDS), config.getString(DELETED_FIELD), config.getString(POSITION_FIELD));
    }
}
