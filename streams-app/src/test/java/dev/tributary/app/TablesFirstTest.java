package dev.tributary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineFile;
import dev.tributary.pipeline.SmallPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesFirstTest {
    private static final String STREAM = "output.o.kind = stream";
    private static final String WAIT = "output.o.join.customers.wait = 1m";
    private static final String BROADCAST = "output.o.join.customers.broadcast = true";

    @TempDir
    Path folder;

    private Optional<TablesFirst> clients(Map<String, Object> settings, String... lines) throws IOException {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "broker:9092");
        Pipeline pipeline = PipelineFile.read(SmallPipeline.write(folder, lines));
        return TablesFirst.of(pipeline, Map.of("orders", 1, "customers", 1), new StreamsConfig(properties));
    }

    @Test
    void shouldHoldEventsBackThatATableIsBroadcastTo() throws IOException {
        assertThat(clients(Map.of(), STREAM, WAIT, BROADCAST)).isPresent();
    }

    @Test
    void shouldHoldNothingBackThatMeetsItsTableInTheSameTask() throws IOException {
        assertThat(clients(Map.of(), STREAM, WAIT)).isEmpty();
        assertThat(clients(Map.of(), BROADCAST)).isEmpty();
    }

    @Test
    void shouldLeaveTheClientsToAProtocolThatBringsItsOwn() throws IOException {
        assertThat(clients(Map.of(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams"), STREAM, WAIT, BROADCAST))
                .isEmpty();
    }

    @Test
    void shouldNeverHoldATableBack() throws IOException {
        Pipeline pipeline = PipelineFile.read(SmallPipeline.write(
                folder,
                STREAM,
                WAIT,
                BROADCAST,
                "tables = orders, customers, payments",
                "table.payments.topic = payments",
                "table.payments.key = id",
                "table.payments.columns = id int, order_id long",
                "outputs = o, paid",
                "output.paid.topic = paid",
                "output.paid.kind = stream",
                "output.paid.from = payments",
                "output.paid.join = orders",
                "output.paid.join.orders.on = payments.order_id",
                "output.paid.join.orders.wait = 1m",
                "output.paid.join.orders.broadcast = true",
                "output.paid.fields = payments.id, orders.total"));

        assertThat(pipeline.topicsBehindTables()).containsExactly("payments");
    }
}
