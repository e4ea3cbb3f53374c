package dev.tributary.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.benchmarks.data.Workload.Updates;
import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final Workload WORKLOAD = new Workload(1000, 1000, 1, Updates.BEFORE);
    private static final int WIRE_HEADER = 5;

    private final Samples json = new Samples(WORKLOAD, ChangeFormat.json());
    private final Samples avro = new Samples(WORKLOAD, ChangeFormat.avro(1, 2));

    @Test
    void shouldWriteEventsOfTheReferenceSizes() {
        assertThat(meanSize(json.payroll(2))).isCloseTo(667, withPercentage(5));
        assertThat(meanSize(json.bonuses())).isCloseTo(495, withPercentage(5));
    }

    @Test
    void shouldWriteTheSameBonusInBothFormats() throws IOException {
        JsonNode fromJson = new ObjectMapper().readTree(json.bonuses()[41]);
        GenericRecord fromAvro = decode(Schemas.BONUS_ENVELOPE.parse(), avro.bonuses()[41]);

        assertThat(fromAvro.get("op")).hasToString(fromJson.path("op").asText());
        for (String part : new String[] {"after", "source", "transaction"}) {
            GenericRecord record = (GenericRecord) fromAvro.get(part);
            fromJson.path(part)
                    .properties()
                    .forEach(column -> assertThat(String.valueOf(record.get(column.getKey())))
                            .as(part + "." + column.getKey())
                            .isEqualTo(column.getValue().asText()));
        }
    }

    @Test
    void shouldNumberCommitsInTheOrderOfTheHistory() throws IOException {
        Workload during = new Workload(10, 100, 1, Updates.DURING);
        Samples samples = new Samples(during, ChangeFormat.json());

        assertThat(lsn(samples.payroll(1)[9])).isLessThan(lsn(samples.bonuses()[0]));
        assertThat(lsn(samples.payroll(2)[4])).isBetween(lsn(samples.bonuses()[45]), lsn(samples.bonuses()[55]));
        assertThat(lsn(json.payroll(2)[999])).isLessThan(lsn(json.bonuses()[0]));
    }

    private static long lsn(byte[] event) throws IOException {
        return new ObjectMapper().readTree(event).path("source").path("lsn").asLong();
    }

    private static double meanSize(byte[][] events) {
        return Arrays.stream(events).mapToInt(event -> event.length).average().orElse(0);
    }

    private static GenericRecord decode(Schema schema, byte[] value) throws IOException {
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(value, WIRE_HEADER, value.length - WIRE_HEADER, null));
    }
}
