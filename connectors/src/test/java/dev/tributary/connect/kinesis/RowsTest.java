package dev.tributary.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connect.changes.ChangeText;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;

/** What the data of a record becomes. */
class RowsTest {
    private static final String SEQUENCE = "49590338271490256608559692538361571095921575989136588898";

    @Test
    void shouldMakeEachRecordARowOfItsOwnWithoutAKey() {
        SourceRecord row = row(Map.of("format", "csv"), "SPY,413.2500,100\n");

        assertThat(ChangeText.of(row))
                .isEqualTo(
                        "shard-1," + SEQUENCE + " c@" + position() + " - > shard-1," + SEQUENCE + ",SPY,413.2500,100");
        assertThat(row.topic()).isEqualTo("kinesis.ticks");
    }

    private static String position() {
        return dev.tributary.connect.shards.SequencePosition.of(new java.math.BigInteger(SEQUENCE));
    }

    @Test
    void shouldKeyARowByItsColumns() {
        SourceRecord row = row(Map.of("key", "symbol"), "{\"volume\":7,\"price\":1.50,\"symbol\":\"SPY\",\"more\":[]}");

        assertThat(ChangeText.of(row)).isEqualTo("SPY u@" + position() + " - > SPY,1.5000,7");
    }

    @Test
    void shouldReadQuotedCells() {
        SourceRecord row = row(Map.of("format", "csv", "csv.delimiter", ";"), "\"a \"\"b\"\";\n\";;1\r\n");

        assertThat(ChangeText.of(row)).endsWith(",a \"b\";\n,null,1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "json | {\"symbol\": | the data is not one JSON object",
                "json | [] | the data is not one JSON object",
                "json | {} {} | the data is not one JSON object",
                "json | {\"price\": 1.23456} | the column price has a value that is no decimal(18,4)",
                "json | {\"volume\": \"many\"} | the column volume has a value that is no long",
                "csv | SPY,1 | the line has 2 cells, not 3",
                "csv | 'SPY,\"1,2' | a quote is left open",
                "csv | 'SPY,\"1\"2,3' | something stands behind a closing quote",
            })
    void shouldPutWhatIsNoRowAside(String format, String data, String reason) {
        SourceRecord letter = row(Map.of("format", format), data);

        assertThat(letter.topic()).isEqualTo("kinesis.dead-letters");
        assertThat(letter.headers().lastWithName("reason").value()).isEqualTo(reason);
        assertThat(letter.headers().lastWithName("sequence").value()).isEqualTo(SEQUENCE);
        assertThat((byte[]) letter.value()).asString().isEqualTo(data);
        assertThat(letter.sourceOffset()).isEqualTo(Map.of("at", "AFTER " + SEQUENCE));
    }

    @Test
    void shouldPutARowWithoutItsKeyAside() {
        SourceRecord letter = row(Map.of("key", "symbol"), "{\"price\":1}");

        assertThat(letter.headers().lastWithName("reason").value())
                .isEqualTo("the column symbol of the key has no value");
    }

    private static SourceRecord row(Map<String, String> more, String data) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("stream", "ticks");
        settings.put("columns", "symbol string, price decimal(18,4), volume long");
        settings.put("topic.prefix", "kinesis");
        Record told = Record.builder()
                .data(SdkBytes.fromUtf8String(data))
                .sequenceNumber(SEQUENCE)
                .build();
        return new Rows(new KinesisSourceConfig(settings))
                .of(told, "shard-1", Map.of("shard", "ticks/shard-1"), Map.of("at", "AFTER " + SEQUENCE));
    }
}
