package dev.tributary.connect.kinesis;

import dev.tributary.connect.stand.WorkerProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** npm's kinesis-local in a process of its own, installed by the profile origins. */
final class LocalKinesis implements AutoCloseable {
    private static final Path PROGRAM = Path.of("target/kinesis/node_modules/kinesis-local/main.js");
    private static final String STREAM = "ticks";

    final KinesisClient client;
    final String url;
    private final Process process;

    private LocalKinesis(Process process, String url) {
        this.process = process;
        this.url = url;
        this.client = KinesisClient.builder()
                .endpointOverride(URI.create(url))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Starts it with the stream {@code ticks} of so many shards. */
    static LocalKinesis start(Path folder, int shards) throws Exception {
        if (!Files.exists(PROGRAM)) {
            throw new IOException(PROGRAM + " is missing: run with -P origins, which needs node and npm on the path");
        }
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        List.of("node", PROGRAM.toAbsolutePath().toString()))
                // it looks for its certificate there
                .directory(PROGRAM.toAbsolutePath().resolveSibling("").toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("kinesis.log").toFile());
        builder.environment().put("KINESIS_MOCK_PLAIN_PORT", Integer.toString(port));
        builder.environment().put("KINESIS_MOCK_TLS_PORT", Integer.toString(freePort()));
        builder.environment().put("INITIALIZE_STREAMS", STREAM + ":" + shards);
        builder.environment().put("LOG_LEVEL", "WARN");
        LocalKinesis started = new LocalKinesis(builder.start(), "http://127.0.0.1:" + port);
        WorkerProcess.await("kinesis-local answers", started::isActive);
        return started;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    boolean isActive() {
        try {
            return client.describeStreamSummary(request -> request.streamName(STREAM))
                            .streamDescriptionSummary()
                            .streamStatus()
                    == StreamStatus.ACTIVE;
        } catch (SdkException e) {
            if (!process.isAlive()) {
                throw new AssertionError("kinesis-local died; its output is in kinesis.log", e);
            }
            return false;
        }
    }

    void put(String partitionKey, String data) {
        client.putRecord(
                request -> request.streamName(STREAM).partitionKey(partitionKey).data(SdkBytes.fromUtf8String(data)));
    }

    /** Parts the first open shard in two. */
    void split() throws Exception {
        Shard shard = open().get(0);
        java.math.BigInteger from =
                new java.math.BigInteger(shard.hashKeyRange().startingHashKey());
        java.math.BigInteger to = new java.math.BigInteger(shard.hashKeyRange().endingHashKey());
        client.splitShard(request -> request.streamName(STREAM)
                .shardToSplit(shard.shardId())
                .newStartingHashKey(from.add(to).shiftRight(1).toString()));
        WorkerProcess.await("the shard is split", this::isActive);
    }

    /** Makes the first two open shards that lie side by side one. */
    void merge() throws Exception {
        List<Shard> open = open();
        client.mergeShards(request -> request.streamName(STREAM)
                .shardToMerge(open.get(0).shardId())
                .adjacentShardToMerge(open.get(1).shardId()));
        WorkerProcess.await("the shards are merged", this::isActive);
    }

    private List<Shard> open() {
        return client.listShards(request -> request.streamName(STREAM)).shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(java.util.Comparator.comparing(shard -> new java.math.BigInteger(
                        Objects.requireNonNull(shard.hashKeyRange()).startingHashKey())))
                .toList();
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly().onExit().join();
    }
}
