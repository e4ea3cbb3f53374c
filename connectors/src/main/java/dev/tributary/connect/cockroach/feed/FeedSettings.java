package dev.tributary.connect.cockroach.feed;

import dev.tributary.connect.changes.Tombstones;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The settings of every source of changefeeds: the tables, and the topics that changes, progress and letters go to. */
public final class FeedSettings {
    public static final String TABLES = "tables";
    public static final String TOPIC_PREFIX = "topic.prefix";
    public static final String PROGRESS_TOPIC = "progress.topic";
    public static final String DEAD_LETTER_TOPIC = "dead.letter.topic";

    private FeedSettings() {}

    /** Adds the settings to a connector's own. */
    public static ConfigDef define(ConfigDef settings) {
        return Tombstones.define(topics(settings.define(
                TABLES,
                ConfigDef.Type.LIST,
                ConfigDef.NO_DEFAULT_VALUE,
                Importance.HIGH,
                "The tables. Each needs table.<table>.key, the columns of its primary key in their order, and"
                        + " table.<table>.columns, its columns and types ('id uuid, total decimal(12,2)');"
                        + " columns that are not named are passed over.")));
    }

    private static ConfigDef topics(ConfigDef settings) {
        return settings.define(
                        TOPIC_PREFIX,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "The changes of a table go to <prefix>.<table>.")
                .define(
                        PROGRESS_TOPIC,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "Where resolved timestamps go, keyed by route, or by the location of the files. Empty:"
                                + " <topic.prefix>.progress.")
                .define(
                        DEAD_LETTER_TOPIC,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Where messages go that are no change of a declared table, with the reason in a header. Empty:"
                                + " <topic.prefix>.dead-letters. It holds raw rows: give it the rights of the source.");
    }
}
