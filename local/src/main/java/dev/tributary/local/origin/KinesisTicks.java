package dev.tributary.local.origin;

import dev.tributary.local.check.Answer;
import dev.tributary.local.part.KinesisServer;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Service;
import dev.tributary.local.place.Site;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream of ticks as lines of CSV, one of whose shards is split while it is read. */
final class KinesisTicks implements Origin {
    private static final String CONNECTOR = "kinesis-ticks-source";
    private static final String STREAM = "ticks";
    private static final String TOPIC = "topic_kinesis_ticks";
    private static final List<String> COLUMNS = List.of("symbol", "price", "volume", "ts");
    private static final String FIRST_SHARD = "shardId-000000000000";
    /** The middle of the lower of two shards. */
    private static final String NEW_BORDER = "85070591730234615865843651857942052864";

    private static final int EACH = 300;

    private final Site site;
    private final List<List<@Nullable Object>> sent = new ArrayList<>();
    private @Nullable KinesisServer server;
    private @Nullable KinesisClient client;

    KinesisTicks(Site site) {
        this.site = site;
    }

    private KinesisClient client() {
        return Objects.requireNonNull(client);
    }

    @Override
    public String start() throws IOException, InterruptedException {
        KinesisServer started = KinesisServer.start(
                site.installation(), site.directory(), site.ports().of(Service.KINESIS));
        server = started;
        client = Aws.client(KinesisClient.builder(), started.url());
        client().createStream(request -> request.streamName(STREAM).shardCount(2));
        awaitActive();
        put();
        return "kinesis-local " + started.url() + ", stream " + STREAM;
    }

    private void awaitActive() throws InterruptedException {
        for (int look = 0; look < 600; look++) {
            StreamDescriptionSummary stream = client().describeStreamSummary(request -> request.streamName(STREAM))
                    .streamDescriptionSummary();
            if (stream.streamStatus() == StreamStatus.ACTIVE) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw LocalException.partFailed("the stream " + STREAM + " did not become active within a minute");
    }

    private void put() {
        for (int i = 0; i < EACH; i++) {
            int tick = sent.size();
            String symbol = "SYM" + tick % 11;
            BigDecimal price = BigDecimal.valueOf(10_000L + tick, 4);
            Instant ts = Instant.ofEpochSecond(1_700_000_000L + tick);
            String line = symbol + "," + price + "," + tick * 10 + "," + ts;
            client().putRecord(request ->
                    request.streamName(STREAM).partitionKey(symbol).data(SdkBytes.fromUtf8String(line)));
            sent.add(Arrays.asList(symbol, price, tick * 10, ts));
        }
    }

    @Override
    public String pipeline() {
        return "config/pipelines/kinesis-ticks.properties";
    }

    @Override
    public Map<String, Map<String, String>> connectors(String bootstrapServers, SchemaRegistry registry)
            throws IOException {
        Map<String, String> config = site.installation().properties("connectors/" + CONNECTOR + ".properties");
        config.putAll(Aws.settings(Objects.requireNonNull(server).url()));
        config.put("shard.list.interval.ms", "500");
        config.put("value.converter.schema.registry.url", registry.url());
        return Map.of(CONNECTOR, config);
    }

    @Override
    public String play() throws InterruptedException {
        client().splitShard(request ->
                request.streamName(STREAM).shardToSplit(FIRST_SHARD).newStartingHashKey(NEW_BORDER));
        awaitActive();
        put();
        return EACH + " ticks, a shard split, " + EACH + " more";
    }

    @Override
    public List<Answer> answers() {
        return List.of(new Answer(TOPIC, COLUMNS, 0, List.copyOf(sent)));
    }

    @Override
    public String hint() {
        return "Put a tick: aws kinesis put-record --endpoint-url "
                + Objects.requireNonNull(server).url() + " --stream-name " + STREAM
                + " --partition-key a --data $(echo -n 'SYM1,1.25,10,2026-01-01T00:00:00Z' | base64)";
    }

    @Override
    public void close() throws IOException {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
