package dev.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connect.changes.ChangeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** What values and records become, without a service. */
class ItemsTest {
    @Test
    void shouldSpellEveryTypeTheSameHoweverItComes() {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        item.put("t", AttributeValue.fromBool(true));
        item.put("s", AttributeValue.fromS("a\"b"));
        item.put("ns", AttributeValue.fromNs(List.of("10", "9", "-1.5")));
        item.put("nul", AttributeValue.fromNul(true));
        item.put("n", AttributeValue.fromN("-0.00000000000000000000000000000000000001"));
        item.put("m", AttributeValue.fromM(Map.of("z", AttributeValue.fromN("1E3"), "a", AttributeValue.fromS(""))));
        item.put("l", AttributeValue.fromL(List.of(AttributeValue.fromS("2"), AttributeValue.fromN("1"))));
        item.put("bs", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("b"), SdkBytes.fromUtf8String("a"))));
        item.put("b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1})));

        assertThat(Attributes.json(item))
                .isEqualTo("{\"b\":\"AP8=\",\"bs\":[\"YQ==\",\"Yg==\"],\"l\":[\"2\",1],\"m\":{\"a\":\"\",\"z\":1000},"
                        + "\"n\":-0.00000000000000000000000000000000000001,\"ns\":[-1.5,9,10],\"nul\":null,"
                        + "\"s\":\"a\\\"b\",\"t\":true}");
    }

    @Test
    void shouldGoOnBehindAKeyOfAnyType() {
        Map<String, AttributeValue> key = Map.of(
                "s", AttributeValue.fromS("B \"x\""),
                "n", AttributeValue.fromN("12345678901234567890123456789012345678"),
                "b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1})));

        assertThat(KeyText.read(KeyText.write(key))).isEqualTo(key);
        assertThat(KeyText.read("")).isEmpty();
    }

    @Test
    void shouldOrderScansAndStreamsOfEveryEpoch() {
        String small = "000000000000000000001";
        String large = "9".repeat(40);

        assertThat(Positions.scanned(0)).isEqualTo("0.0.0");
        assertThat(Positions.streamed(0, small)).isEqualTo("1.0.1");
        // 10^40 - 1 is 29 times 2^128 and a remainder
        assertThat(Positions.streamed(0, large)).startsWith("30.");
        assertThat(Positions.scanned(1)).isEqualTo("65536.0.0");
        assertThat(Positions.streamed(65_535, large)).startsWith("4294901790.");
    }

    @Test
    void shouldMarkADeleteThatTheTimeToLiveMade() throws IOException {
        Record expired = removal()
                .userIdentity(Identity.builder()
                        .type("Service")
                        .principalId("dynamodb.amazonaws.com")
                        .build())
                .build();

        List<SourceRecord> byTtl = streamed(expired);
        List<SourceRecord> byHand = streamed(removal().build());

        assertThat(byTtl)
                .extracting(ChangeText::of)
                .containsExactly("7 d@1.5.7766279631452241920 7 > -", "7 tombstone");
        assertThat(byTtl.get(0).headers().lastWithName("deleted.by").value()).isEqualTo("ttl");
        assertThat(byHand.get(0).headers().lastWithName("deleted.by")).isNull();
    }

    @Test
    void shouldStoreADeleteOnlyWithItsTombstone() throws IOException {
        List<SourceRecord> delete = streamed(removal().build());

        assertThat(delete.get(0).sourceOffset()).isEqualTo(Map.of("at", "BEGINNING"));
        assertThat(delete.get(1).sourceOffset()).isEqualTo(Map.of("at", "AFTER 100000000000000000000"));
    }

    private static Record.Builder removal() {
        Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromN("7"));
        return Record.builder()
                .eventName(OperationType.REMOVE)
                .dynamodb(change -> change.keys(key).oldImage(key).sequenceNumber("100000000000000000000"));
    }

    private static List<SourceRecord> streamed(Record told) {
        Map<String, String> settings = new HashMap<>();
        settings.put("tables", "trades");
        settings.put("table.trades.columns", "id long");
        settings.put("topic.prefix", "dynamo");
        DynamoDbSourceConfig config = new DynamoDbSourceConfig(settings);
        TableSettings table = config.tables().values().iterator().next();
        ItemRows rows = new ItemRows(table, List.of("id"), "dynamo.trades");
        List<SourceRecord> out = new ArrayList<>();
        new ChangeRecords(table, rows, config)
                .addStreamed(
                        told,
                        "shard",
                        new ChangeRecords.Place(
                                Map.of("shard", "trades/shard"),
                                Map.of("at", "BEGINNING"),
                                Map.of("at", "AFTER 100000000000000000000")),
                        out);
        return out;
    }
}
