package dev.tributary.local.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables made, widened and refused; types. */
@Timeout(60)
class BigQueryTablesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final Orders orders = new Orders();
    private Stand sink;

    @BeforeEach
    void start() throws Exception {
        sink = Stand.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
        assertThat(sink.bigQuery.problems()).isEmpty();
    }

    @Test
    void shouldMakeTheTableWithItsKeyItsClustersAndItsStaleness() throws Exception {
        sink.restart("table.max.staleness.minutes", "75");
        sink.put(orders.row(1, "one", 10));

        JsonNode table = call("GET", "/orders", "");
        assertThat(table.at("/tableConstraints/primaryKey/columns").toString()).isEqualTo("[\"id\"]");
        assertThat(table.at("/clustering/fields").toString()).isEqualTo("[\"id\"]");
        assertThat(table.path("maxStaleness").asText()).isEqualTo("0-0 0 1:15:0");
        assertThat(table.at("/schema/fields/0").toString())
                .isEqualTo("{\"name\":\"id\",\"type\":\"INT64\",\"mode\":\"NULLABLE\"}");
    }

    @Test
    void shouldAddAColumnAndBearThatTheStreamLearnsOfItLate() throws Exception {
        sink.put(orders.row(1, "one", 10));
        sink.bigQuery.faults().learnLate(Duration.ofMillis(400));
        sink.put(orders.with(Schema.OPTIONAL_BOOLEAN_SCHEMA, 2, true, 20));

        assertThat(sink.query("SELECT id, more FROM orders ORDER BY id")).containsExactly("1 | null", "2 | true");
    }

    @Test
    void shouldBearThatTheStreamLearnsOfANewTableLate() throws Exception {
        sink.bigQuery.faults().learnLate(Duration.ofMillis(400));
        sink.put(orders.row(1, "one", 10));

        assertThat(sink.items()).containsExactly("1 | one");
    }

    @Test
    void shouldStopWhenTheStreamNeverLearnsOfAColumn() {
        sink.restart("append.schema.wait.ms", "300");
        sink.put(orders.row(1, "one", 10));
        sink.bigQuery.faults().learnLate(Duration.ofHours(1));

        assertThatThrownBy(() -> sink.put(orders.with(Schema.OPTIONAL_BOOLEAN_SCHEMA, 2, true, 20)))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContainingAll("example.orders", "more", "append.schema.wait.ms");
    }

    @Test
    void shouldWidenNumbersAsFarAsBigQueryAltersThem() throws Exception {
        sink.put(orders.with(Schema.OPTIONAL_INT32_SCHEMA, 1, 7, 10));
        sink.put(orders.with(decimal(12, 2), 2, new BigDecimal("1234567890.25"), 20));
        sink.put(orders.with(decimal(38, 20), 3, new BigDecimal("0.00000000000000000001"), 30));
        sink.put(orders.with(Schema.OPTIONAL_INT64_SCHEMA, 4, Long.MAX_VALUE, 40));

        assertThat(call("GET", "/orders", "").at("/schema/fields/4/type").asText())
                .isEqualTo("BIGNUMERIC");
        assertThat(sink.query("SELECT more::DECIMAL(38,17) FROM orders WHERE id < 3 ORDER BY id"))
                .containsExactly("7.00000000000000000", "1234567890.25000000000000000");
        assertThat(sink.query("SELECT more FROM orders WHERE id > 2 ORDER BY id"))
                .containsExactly("0.00000000000000000001", "9223372036854775807");
        assertThat(sink.reported).isEmpty();
    }

    @Test
    void shouldReportARecordWhoseColumnTheTableCannotHave() throws Exception {
        sink.put(orders.row(1, "one", 10));
        Schema bool = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("item", Schema.BOOLEAN_SCHEMA)
                .field("__position", Schema.STRING_SCHEMA)
                .build();
        sink.put(orders.record(2, Orders.struct(bool, 2, Orders.position(20)).put("item", true)));
        sink.put(orders.row(3, "three", 30));

        assertThat(sink.items()).containsExactly("1 | one", "3 | three");
        assertThat(sink.reasons).singleElement().asString().contains("item", "STRING", "BOOL");
    }

    @Test
    void shouldKeepEveryTypeExactly() throws Exception {
        Schema types = Orders.columns()
                .field("bool", Schema.BOOLEAN_SCHEMA)
                .field("tiny", Schema.INT8_SCHEMA)
                .field("real", Schema.FLOAT32_SCHEMA)
                .field("money", decimal(12, 2))
                .field("big", decimal(38, 10))
                .field("day", named(Schema.Type.INT32, "io.debezium.time.Date"))
                .field("noon", named(Schema.Type.INT64, "io.debezium.time.MicroTime"))
                .field("local", named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"))
                .field("moment", named(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp"))
                .field("zoned", named(Schema.Type.STRING, "io.debezium.time.ZonedTime"))
                .field("uuid", named(Schema.Type.STRING, "io.debezium.data.Uuid"))
                .field("bytes", Schema.BYTES_SCHEMA)
                .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
                .field(
                        "nested",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA)
                                .build())
                .build();
        sink.put(orders.record(
                1,
                Orders.struct(types, 1, Orders.position(1))
                        .put("bool", true)
                        .put("tiny", (byte) -7)
                        .put("real", 1.5f)
                        .put("money", new BigDecimal("-1234567890.12"))
                        .put("big", new BigDecimal("1234567890123456789012345678.0123456789"))
                        .put("day", -719162)
                        .put("noon", 43_200_000_001L)
                        .put("local", -1L)
                        .put("moment", "2026-01-02T03:04:05.000006+01:00")
                        .put("zoned", "12:30:00+02:00")
                        .put("uuid", "7d444840-9dc0-11d1-b245-5ffdce74fad2")
                        .put("bytes", new byte[] {0, 1, -1})
                        .put("tags", List.of("a", "b"))
                        .put("nested", Map.of("k", 1))));

        assertThat(sink.reasons).isEmpty();
        assertThat(sink.query("SELECT bool, tiny, real, money, big, day::VARCHAR, noon::VARCHAR, local::VARCHAR,"
                        + " epoch_us(moment), zoned, uuid, hex(bytes), tags::VARCHAR, nested FROM orders"))
                .containsExactly("true | -7 | 1.5 | -1234567890.12 | 1234567890123456789012345678.0123456789"
                        + " | 0001-01-01 | 12:00:00.000001 | 1969-12-31 23:59:59.999999 | 1767319445000006 |"
                        + " 12:30+02:00 | 7d444840-9dc0-11d1-b245-5ffdce74fad2 | 0001FF | [a, b] | {\"k\":1}");
    }

    @Test
    void shouldReportWhatBigQueryCannotHoldExactly() throws Exception {
        sink.put(
                orders.with(named(Schema.Type.INT32, "io.debezium.time.Date"), 1, 2_146_033_979, 1),
                orders.row(2, "good", 2));
        sink.put(orders.record(
                3, value("late", named(Schema.Type.INT64, "io.debezium.time.MicroTime"), 86_400_000_000L)));
        sink.put(orders.record(
                4,
                value("list", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build(), Arrays.asList("a", null))));
        sink.put(orders.record(5, value("nanos", named(Schema.Type.INT64, "io.debezium.time.NanoTimestamp"), 1L)));
        sink.put(orders.record(6, value("with space", Schema.STRING_SCHEMA, "x")));

        assertThat(sink.items()).containsExactly("2 | good");
        assertThat(sink.reasons).hasSize(5);
        assertThat(sink.reasons.get(0)).contains("more", "9999");
        assertThat(sink.reasons.get(1)).contains("late", "24:00");
        assertThat(sink.reasons.get(2)).contains("list", "null");
        assertThat(sink.reasons.get(3)).contains("nanos", "microseconds");
        assertThat(sink.reasons.get(4)).contains("with space", "rename");
    }

    @Test
    void shouldStopAtATableWithoutThePrimaryKeyAndSayHowToDeclareIt() throws Exception {
        call(
                "POST",
                "",
                "{\"tableReference\": {\"tableId\": \"orders\"}, \"schema\": {\"fields\": [{\"name\": \"id\", \"type\":"
                        + " \"INTEGER\"}]}}");

        assertThatThrownBy(() -> sink.put(orders.row(1, "one", 10)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("ALTER TABLE `local.example.orders` ADD PRIMARY KEY (id) NOT ENFORCED");
    }

    @Test
    void shouldReportRowsThatLackARequiredColumnOfATableMadeByHand() throws Exception {
        call(
                "POST",
                "",
                "{\"tableReference\": {\"tableId\": \"orders\"}, \"tableConstraints\": {\"primaryKey\": {\"columns\":"
                        + " [\"id\"]}}, \"schema\": {\"fields\": [{\"name\": \"id\", \"type\": \"INTEGER\"}, {\"name\":"
                        + " \"item\", \"type\": \"STRING\", \"mode\": \"REQUIRED\"}]}}");
        sink.put(orders.row(1, null, 10), orders.row(2, "two", 20));

        assertThat(sink.items()).containsExactly("2 | two");
        assertThat(sink.reasons).singleElement().asString().contains("item", "offset 0");
    }

    @Test
    void shouldComeAgainWhenTheTablesDoNotAnswerAndStopWithoutTheDataset() {
        sink.bigQuery.faults().refuseRest(1);
        assertThatThrownBy(() -> sink.put(orders.row(1, "one", 10))).isInstanceOf(RetriableException.class);

        sink.restart("bigquery.dataset", "nowhere");
        assertThatThrownBy(() -> sink.put(orders.row(2, "two", 20)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("no dataset local.nowhere");
    }

    private static Struct value(String name, Schema type, Object value) {
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("__position", Schema.STRING_SCHEMA)
                .field(name, type)
                .build();
        return Orders.struct(schema, 9, Orders.position(9)).put(name, value);
    }

    private static Schema named(Schema.Type type, String name) {
        return new SchemaBuilder(type).name(name).optional().build();
    }

    private static Schema decimal(int precision, int scale) {
        return Decimal.builder(scale)
                .parameter("connect.decimal.precision", Integer.toString(precision))
                .optional()
                .build();
    }

    private JsonNode call(String method, String path, String body) throws Exception {
        URI address =
                URI.create(sink.bigQuery.restEndpoint() + "/bigquery/v2/projects/local/datasets/example/tables" + path);
        HttpRequest request = HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
