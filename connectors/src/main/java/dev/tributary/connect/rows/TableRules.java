package dev.tributary.connect.rows;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * Which table a topic's rows go to, and what may be done to it.
 *
 * @param names the tables of topics that do not go to the table of their own name
 * @param creates whether a missing table is made
 * @param evolves whether a table is widened
 */
public record TableRules(Map<String, String> names, boolean creates, boolean evolves) {
    private static final String NAME_MAP = "table.name.map";
    private static final String CREATE = "table.create";
    private static final String EVOLVE = "table.evolve";

    public TableRules {
        names = Map.copyOf(names);
    }

    /** Adds the settings to a connector's own; {@code evolution} says what is done to a table, and {@code names} more of its name. */
    public static ConfigDef define(ConfigDef settings, String names, String evolution) {
        return settings.define(
                        NAME_MAP,
                        ConfigDef.Type.LIST,
                        List.of(),
                        SettingChecks.listOf("[^:]+:[^:]+", "topic:table"),
                        Importance.MEDIUM,
                        "Comma separated topic:table pairs. A topic not named here goes to the table of its own name,"
                                + " dots made underscores." + names)
                .define(
                        CREATE,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Create a missing table from the first record's schema.")
                .define(EVOLVE, ConfigDef.Type.BOOLEAN, true, Importance.MEDIUM, evolution);
    }

    /**
     * What a connector's settings say.
     *
     * @throws org.apache.kafka.common.config.ConfigException when a topic is named twice
     */
    public static TableRules of(AbstractConfig config) {
        return new TableRules(
                SettingChecks.pairs(NAME_MAP, config.getList(NAME_MAP)),
                config.getBoolean(CREATE),
                config.getBoolean(EVOLVE));
    }

    /** The table of a topic. */
    public String tableOf(String topic) {
        String mapped = names.get(topic);
        return mapped != null ? mapped : topic.replace('.', '_');
    }
}
