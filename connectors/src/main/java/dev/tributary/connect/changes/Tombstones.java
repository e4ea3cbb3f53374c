package dev.tributary.connect.changes;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The setting that every source of changes has: whether a null value follows a delete. */
public final class Tombstones {
    private static final String SETTING = "tombstones.on.delete";

    private Tombstones() {}

    /** Adds the setting to a connector's own. */
    public static ConfigDef define(ConfigDef settings) {
        return settings.define(
                SETTING,
                ConfigDef.Type.BOOLEAN,
                true,
                Importance.LOW,
                "Follow each delete with a null value, so that a compacted topic forgets the key.");
    }

    /** What a connector's settings say. */
    public static boolean wanted(AbstractConfig config) {
        return config.getBoolean(SETTING);
    }
}
