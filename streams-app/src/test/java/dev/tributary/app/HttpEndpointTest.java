package dev.tributary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {
    private final KafkaStreams streams = new KafkaStreams(topology(), properties());
    private final HttpEndpoint endpoint = HttpEndpoint.start(0, streams);

    private static Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in").to("out");
        return builder.build();
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "http");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        return properties;
    }

    @AfterEach
    void close() {
        endpoint.close();
        streams.close();
    }

    @Test
    void shouldServeWhatIsCountedBeforeAnythingWas() throws Exception {
        HttpResponse<String> metrics = get("/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.headers().firstValue("Content-Type"))
                .get()
                .asString()
                .startsWith("text/plain");
        for (String thing :
                new String[] {"stale", "unchanged", "filled", "incomplete", "waiting", "released", "superseded", "dead"
                }) {
            assertThat(metrics.body()).contains("tributary_" + thing + "_total 0.0");
        }
        assertThat(metrics.body()).contains("kafka_stream_");
    }

    @Test
    void shouldSayThatItDoesNotWork() throws Exception {
        HttpResponse<String> health = get("/health");

        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).isEqualTo("{\"state\":\"CREATED\"}");
    }

    @Test
    void shouldNameThePortThatIsTaken() {
        assertThatThrownBy(() -> HttpEndpoint.start(endpoint.port(), streams))
                .isInstanceOfSatisfying(
                        StartFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.PORT_IN_USE))
                .hasMessageContaining("tributary.metrics.port");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
