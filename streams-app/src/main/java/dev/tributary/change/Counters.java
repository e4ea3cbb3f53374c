package dev.tributary.change;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.StreamsMetrics;

/** What a table passed over or mended, as metrics of group {@code stream-tributary-metrics}. */
final class Counters {
    private final Sensor stale;
    private final Sensor unchanged;
    private final Sensor incomplete;

    Counters(StreamsMetrics metrics, String table) {
        stale = sensor(metrics, table, "stale");
        unchanged = sensor(metrics, table, "unchanged");
        incomplete = sensor(metrics, table, "incomplete");
    }

    void stale() {
        stale.record();
    }

    void unchanged() {
        unchanged.record();
    }

    void incomplete() {
        incomplete.record();
    }

    private static Sensor sensor(StreamsMetrics metrics, String table, String what) {
        return metrics.addRateTotalSensor("tributary", table, what, Sensor.RecordingLevel.INFO);
    }
}
