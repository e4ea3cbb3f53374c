package dev.tributary.change;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.StreamsMetrics;

/** What a table passed over or mended, as metrics of group {@code stream-tributary-metrics}. */
public final class Counters {
    private final Sensor stale;
    private final Sensor unchanged;
    private final Sensor filled;
    private final Sensor incomplete;

    Counters(StreamsMetrics metrics, String table) {
        stale = sensor(metrics, table, "stale");
        unchanged = sensor(metrics, table, "unchanged");
        filled = sensor(metrics, table, "filled");
        incomplete = sensor(metrics, table, "incomplete");
    }

    void stale() {
        stale.record();
    }

    void unchanged() {
        unchanged.record();
    }

    void filled() {
        filled.record();
    }

    void incomplete() {
        incomplete.record();
    }

    /** A rate and a total of something that happens to a table, a step or a store. */
    public static Sensor sensor(StreamsMetrics metrics, String where, String what) {
        return metrics.addRateTotalSensor("tributary", where, what, Sensor.RecordingLevel.INFO);
    }
}
