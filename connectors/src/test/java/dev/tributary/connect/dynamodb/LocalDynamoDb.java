package dev.tributary.connect.dynamodb;

import dev.tributary.connect.stand.WorkerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Amazon's DynamoDB local in a JVM of its own, from what the module local/dynamodb gathered. */
final class LocalDynamoDb implements AutoCloseable {
    private static final Path LIBRARIES = Path.of("../local/dynamodb/target/lib");

    final DynamoDbClient client;
    final String url;
    private final Process process;

    private LocalDynamoDb(Process process, String url) {
        this.process = process;
        this.url = url;
        this.client = DynamoDbClient.builder()
                .endpointOverride(URI.create(url))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    static LocalDynamoDb start(Path folder) throws Exception {
        if (!Files.isDirectory(LIBRARIES)) {
            throw new IOException(LIBRARIES + " is missing: build the module first, mvn -pl local/dynamodb compile");
        }
        int port = freePort();
        Process process = new ProcessBuilder(command(folder, port))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("dynamodb.log").toFile())
                .start();
        LocalDynamoDb started = new LocalDynamoDb(process, "http://127.0.0.1:" + port);
        WorkerProcess.await("DynamoDB local answers", started::answers);
        return started;
    }

    private static List<String> command(Path folder, int port) throws IOException {
        try (Stream<Path> jars = Files.list(LIBRARIES)) {
            String classPath = String.join(
                    ":", jars.map(Path::toAbsolutePath).map(Path::toString).toList());
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-Djava.io.tmpdir=" + folder,
                    "-cp",
                    classPath,
                    "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                    "-disableTelemetry",
                    "-inMemory",
                    "-sharedDb",
                    "-port",
                    Integer.toString(port));
        }
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() throws InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("DynamoDB local died; its output is in dynamodb.log");
        }
        try {
            client.listTables();
            return true;
        } catch (software.amazon.awssdk.core.exception.SdkException e) {
            Thread.sleep(50);
            return false;
        }
    }

    /** The table of origin 001, with a range key beside. */
    void createTrades(StreamViewType view) {
        client.createTable(request -> request.tableName("trades")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key("exchange", KeyType.HASH), key("id", KeyType.RANGE))
                .attributeDefinitions(
                        attribute("exchange", ScalarAttributeType.S), attribute("id", ScalarAttributeType.N))
                .streamSpecification(stream -> stream.streamEnabled(true).streamViewType(view)));
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    static Map<String, AttributeValue> tradeKey(String exchange, int id) {
        return Map.of("exchange", AttributeValue.fromS(exchange), "id", AttributeValue.fromN(Integer.toString(id)));
    }

    void put(String exchange, int id, String price) {
        Map<String, AttributeValue> item = new java.util.HashMap<>(tradeKey(exchange, id));
        item.put("price", AttributeValue.fromN(price));
        client.putItem(request -> request.tableName("trades").item(item));
    }

    void delete(String exchange, int id) {
        client.deleteItem(request -> request.tableName("trades").key(tradeKey(exchange, id)));
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly().onExit().join();
    }
}
