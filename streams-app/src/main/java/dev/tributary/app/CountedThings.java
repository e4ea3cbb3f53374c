package dev.tributary.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/** What the steps count, summed over tables, steps and threads, as {@code tributary_<thing>_total}. */
record CountedThings(KafkaStreams streams) implements MeterBinder {
    private static final String GROUP = "stream-tributary-metrics";

    private static Map<String, String> things() {
        Map<String, String> things = new LinkedHashMap<>();
        things.put("stale", "Changes that were older than the row held, or delivered again");
        things.put("unchanged", "Changes after which the row was what it was");
        things.put("filled", "Rows whose open values were filled from the row before");
        things.put("incomplete", "Rows with a value that the source did not send and nobody knew");
        things.put("waiting", "Events that began to wait for the row they refer to");
        things.put("released", "Events that no longer wait: joined, or given up");
        things.put("superseded", "Rows held back by a strict order, because a newer version of them was out");
        things.put("dead", "Records that went to the dead letter topic");
        return things;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        things().forEach((thing, meaning) -> FunctionCounter.builder(
                        "tributary." + thing, streams, source -> total(source, thing + "-total"))
                .description(meaning)
                .register(registry));
    }

    private static double total(KafkaStreams streams, String name) {
        return streams.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().group().equals(GROUP)
                        && metric.getKey().name().equals(name))
                .mapToDouble(
                        metric -> metric.getValue().metricValue() instanceof Number value ? value.doubleValue() : 0)
                .sum();
    }
}
