package dev.tributary.connect.kinesis;

import dev.tributary.connect.shards.Progress;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.apache.kafka.common.config.ConfigException;

/** Where a stream is begun. */
final class Start {
    private Start() {}

    /** The newest records are those from now on: a time, so that a restart before the first of them means the same. */
    static Progress of(String setting, String text) {
        return switch (text) {
            case "TRIM_HORIZON" -> Progress.BEGINNING;
            case "LATEST" -> Progress.time(System.currentTimeMillis());
            default -> time(setting, text);
        };
    }

    private static Progress time(String setting, String text) {
        try {
            return Progress.time(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException e) {
            throw new ConfigException(
                    setting, text, "must be TRIM_HORIZON, LATEST, or a time such as 2026-01-31T00:00:00Z");
        }
    }
}
