package dev.tributary.connect.bigquery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** What settings are checked for. */
final class Checks {
    private Checks() {}

    static ConfigDef.Validator matching(String pattern, String what) {
        return ConfigDef.LambdaValidator.with((key, value) -> require(key, value, pattern, what), () -> what);
    }

    static ConfigDef.Validator listOf(String pattern, String what) {
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
    static Map<String, String> pairs(String key, List<String> pairs) {
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
}
