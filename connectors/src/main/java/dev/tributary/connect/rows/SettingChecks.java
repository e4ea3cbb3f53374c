package dev.tributary.connect.rows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** What the settings of a sink are checked for. */
public final class SettingChecks {
    private SettingChecks() {}

    /** Text of this shape; {@code what} says it in words. */
    public static ConfigDef.Validator matching(String pattern, String what) {
        return ConfigDef.LambdaValidator.with((key, value) -> require(key, value, pattern, what), () -> what);
    }

    /** A list of texts of this shape. */
    public static ConfigDef.Validator listOf(String pattern, String what) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> ((List<?>) value).forEach(element -> require(key, element, pattern, what)),
                () -> what + ", …");
    }

    private static void require(String key, Object value, String pattern, String what) {
        if (!String.valueOf(value).matches(pattern)) {
            throw new ConfigException(key, value, "must be " + what);
        }
    }

    /** Pairs parted by a colon; one that is named twice is refused. */
    public static Map<String, String> pairs(String key, List<String> pairs) {
        Map<String, String> read = new LinkedHashMap<>();
        for (String pair : pairs) {
            int colon = pair.indexOf(':');
            String name = pair.substring(0, colon).strip();
            if (read.put(name, pair.substring(colon + 1).strip()) != null) {
                throw new ConfigException(key, pairs, "names the topic " + name + " twice");
            }
        }
        return read;
    }

    /** Refuses a key that begins like one of the connector's own and is none: Kafka would pass over the typing error. */
    public static void requireKnown(Map<String, String> properties, Pattern own, ConfigDef settings) {
        for (String key : properties.keySet()) {
            if (own.matcher(key).matches() && !settings.names().contains(key)) {
                throw new ConfigException("unknown setting " + key + "; the settings of this connector are "
                        + String.join(", ", settings.names().stream().sorted().toList()));
            }
        }
    }
}
