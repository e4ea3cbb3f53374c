package dev.tributary.benchmarks.jmh;

import dev.tributary.app.PipelineSetup;
import dev.tributary.app.SchemaHistory;
import dev.tributary.topology.PipelineTopology;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** A pipeline's whole topology without a broker, and nothing read yet. */
final class DrivenTopology implements AutoCloseable {
    private final TopologyTestDriver driver;

    DrivenTopology(PipelineSetup setup) {
        this.driver = new TopologyTestDriver(
                new PipelineTopology(setup.pipeline(), setup.settings(Map.of(), new SchemaHistory())).get(),
                setup.streamsProperties());
    }

    /** Where a topic's records go in. */
    TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What was written to a topic and not taken yet. */
    List<KeyValue<byte[], byte[]>> take(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readKeyValuesToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
