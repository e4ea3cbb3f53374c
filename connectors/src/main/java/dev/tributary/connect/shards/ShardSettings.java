package dev.tributary.connect.shards;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The settings of how often a stream is asked. */
public final class ShardSettings {
    private static final String READ_INTERVAL_MS = "shard.read.interval.ms";
    private static final String LIST_INTERVAL_MS = "shard.list.interval.ms";

    private ShardSettings() {}

    /** Adds the settings to a connector's own. */
    public static ConfigDef define(ConfigDef settings) {
        return settings.define(
                        READ_INTERVAL_MS,
                        ConfigDef.Type.INT,
                        200,
                        ConfigDef.Range.between(1, 60_000),
                        Importance.MEDIUM,
                        "The least time between two reads of one shard, in milliseconds. AWS allows five reads of a"
                                + " shard each second, to all of its readers together.")
                .define(
                        LIST_INTERVAL_MS,
                        ConfigDef.Type.INT,
                        10_000,
                        ConfigDef.Range.between(10, 3_600_000),
                        Importance.LOW,
                        "How often to list the shards, in milliseconds; they are also listed when one has ended.");
    }

    /** What a connector's settings say. */
    public static ShardReader.Pace pace(AbstractConfig config, boolean goOnWhenTrimmed) {
        return new ShardReader.Pace(
                TimeUnit.MILLISECONDS.toNanos(config.getInt(READ_INTERVAL_MS)),
                TimeUnit.MILLISECONDS.toNanos(config.getInt(LIST_INTERVAL_MS)),
                goOnWhenTrimmed);
    }
}
