package dev.tributary.local.origin;

import dev.tributary.local.check.Answer;
import dev.tributary.local.part.DynamoDbServer;
import dev.tributary.local.part.SchemaRegistry;
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
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A table of trades in DynamoDB Local: items put, changed and deleted. */
final class DynamoTrades implements Origin {
    private static final String CONNECTOR = "dynamodb-trades-source";
    private static final String TABLE = "trades";
    private static final String TOPIC = "topic_dynamodb_trades";
    private static final List<String> COLUMNS = List.of("id", "symbol", "price", "quantity", "ts");
    private static final int LOADED = 200;

    private final Site site;
    private @Nullable DynamoDbServer server;
    private @Nullable DynamoDbClient client;

    DynamoTrades(Site site) {
        this.site = site;
    }

    private DynamoDbClient client() {
        return Objects.requireNonNull(client);
    }

    @Override
    public String start() throws IOException {
        DynamoDbServer started = DynamoDbServer.start(
                site.installation(), site.directory(), site.ports().of(Service.DYNAMODB));
        server = started;
        client = Aws.client(DynamoDbClient.builder(), started.url());
        createTable();
        for (int trade = 0; trade < LOADED; trade++) {
            put(trade, 0);
        }
        return "DynamoDB Local " + started.url() + ", table " + TABLE;
    }

    private void createTable() {
        try {
            client().createTable(request -> request.tableName(TABLE)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build())
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .streamSpecification(StreamSpecification.builder()
                            .streamEnabled(true)
                            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                            .build()));
        } catch (ResourceInUseException e) {
            // it is still there from the last start
        }
    }

    private void put(int trade, int version) {
        Map<String, AttributeValue> item = Map.of(
                "id", AttributeValue.fromS(id(trade)),
                "symbol", AttributeValue.fromS("SYM" + trade % 7),
                "price", AttributeValue.fromN(trade + "." + (1234567890L + version)),
                "quantity", AttributeValue.fromN(Integer.toString(trade * 10 + version)),
                "ts",
                        AttributeValue.fromS(
                                Instant.ofEpochSecond(1_700_000_000L + trade).toString()));
        client().putItem(request -> request.tableName(TABLE).item(item));
    }

    private static String id(int trade) {
        return "trade-" + trade;
    }

    @Override
    public String pipeline() {
        return "config/pipelines/mariadb-dynamodb.properties";
    }

    @Override
    public Map<String, Map<String, String>> connectors(String bootstrapServers, SchemaRegistry registry)
            throws IOException {
        Map<String, String> config = site.installation().properties("connectors/" + CONNECTOR + ".properties");
        config.putAll(Aws.settings(Objects.requireNonNull(server).url()));
        config.put("value.converter.schema.registry.url", registry.url());
        return Map.of(CONNECTOR, config);
    }

    /** Changes, new items, deletes, and one that comes back. */
    @Override
    public String play() {
        for (int trade = 0; trade < LOADED; trade += 4) {
            put(trade, 1 + trade % 3);
        }
        for (int trade = LOADED; trade < LOADED + LOADED / 4; trade++) {
            put(trade, 0);
        }
        for (int trade = 1; trade < LOADED; trade += 5) {
            delete(trade);
        }
        put(1, 9);
        return LOADED / 4 + " trades changed, " + LOADED / 4 + " new, " + LOADED / 5 + " deleted";
    }

    private void delete(int trade) {
        client().deleteItem(request -> request.tableName(TABLE).key(Map.of("id", AttributeValue.fromS(id(trade)))));
    }

    @Override
    public List<Answer> answers() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Map<String, AttributeValue> item :
                client().scanPaginator(request -> request.tableName(TABLE)).items()) {
            rows.add(Arrays.asList(
                    value(item, "id").s(),
                    value(item, "symbol").s(),
                    new BigDecimal(value(item, "price").n()),
                    new BigDecimal(value(item, "quantity").n()),
                    Instant.parse(value(item, "ts").s())));
        }
        return List.of(new Answer(TOPIC, COLUMNS, 1, rows));
    }

    private static AttributeValue value(Map<String, AttributeValue> item, String name) {
        return item.getOrDefault(name, AttributeValue.fromNul(true));
    }

    @Override
    public String hint() {
        return "Delete a trade: aws dynamodb delete-item --endpoint-url "
                + Objects.requireNonNull(server).url() + " --table-name " + TABLE
                + " --key '{\"id\":{\"S\":\"trade-2\"}}'";
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
