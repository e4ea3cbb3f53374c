package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.row.RowSchema;
import dev.tributary.serde.BadRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePositionTest {
    private static final Schema ROW =
            SchemaBuilder.record("Value").fields().requiredInt("id").endRecord();

    @Test
    void shouldOrderChangesByTheTextThatTheSourceTells() {
        assertThat(position("\"7\"")).isEqualTo(new Position(0, 0, 7, 0));
        assertThat(position("\"1700000000000000000.0000000002\""))
                .isEqualTo(new Position(0, 0, 1_700_000_000_000_000_000L, 2))
                .isGreaterThan(position("\"1700000000000000000.0000000001\""))
                .isLessThan(position("\"1700000000000000001.0000000000\""));
        assertThat(position("\"18446744073709551615.1.2\""))
                .isEqualTo(new Position(0, -1, 1, 2))
                .isGreaterThan(position("\"9.9\""));
    }

    @Test
    void shouldKeepToTheOffsetWhereTheNumberIsMySqlsPlaceInAFile() throws IOException {
        assertThat(position("154")).isEqualTo(new Position(0, 0, 42, 0));
        assertThat(avro(SchemaBuilder.builder().longType(), 154L)).isEqualTo(new Position(0, 0, 42, 0));
    }

    @Test
    void shouldOrderWhatMySqlSendsByThePlaceInItsLog() {
        Position inOld = binlog("c", "mysql-bin.000002", 900, 0);
        Position inNew = binlog("u", "mysql-bin.000010", 154, 0);

        assertThat(inNew).isGreaterThan(inOld).isLessThan(binlog("u", "mysql-bin.000010", 154, 1));
        assertThat(binlog("r", "mysql-bin.000010", 154, 0))
                .isEqualTo(new Position(0, 0, 10L << 40 | 154, 0))
                .isLessThan(inOld);
    }

    @Test
    void shouldRefuseMariaDbsOwnPlaceForItIsTheSameInAllOfATransaction() {
        String change = "{\"op\":\"u\",\"after\":{\"id\":1},\"source\":{\"connector\":\"mariadb\","
                + "\"file\":\"mysql-bin.000002\",\"pos\":900,\"row\":0}}";

        assertThatThrownBy(() -> read(change))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("dev.tributary.connect.binlog.PlaceInLog");
        assertThat(read(change.replace("\"u\"", "\"r\""))).isEqualTo(new Position(0, 0, 2L << 40 | 900, 0));
        assertThat(read(change.replace("900", "\"7.7.3\""))).isEqualTo(new Position(0, 7, 7, 3));
    }

    @Test
    void shouldRefuseALogThatDoesNotCountItsFiles() {
        assertThatThrownBy(() -> binlog("c", "mysql-bin", 154, 0))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("source.file");
    }

    @Test
    void shouldPlaceARowOfAnIncrementalSnapshotByItsSequenceForItHasNoOtherLsn() {
        String again = "{\"op\":\"r\",\"after\":{\"id\":1},\"source\":{\"snapshot\":\"incremental\","
                + "\"sequence\":\"[\\\"900\\\",\\\"950\\\"]\"}}";

        assertThat(read(again)).isEqualTo(new Position(0, 0, 950, 0));
        assertThat(read(again.replace("}}", ",\"lsn\":960}}"))).isEqualTo(new Position(0, 0, 960, 0));
    }

    private static Position binlog(String op, String file, long place, int row) {
        return read("{\"op\":\"" + op + "\",\"after\":{\"id\":1},\"source\":{\"file\":\"" + file + "\",\"pos\":" + place
                + ",\"row\":" + row + "}}");
    }

    @Test
    void shouldOrderWhatCockroachSendsStraightIntoKafkaByItsClock() {
        String sent = "{\"op\":\"c\",\"after\":{\"id\":1},\"source\":{\"ts_hlc\":\"1700000000000000000.0000000002\"}}";

        assertThat(read(sent)).isEqualTo(new Position(0, 0, 1_700_000_000_000_000_000L, 2));
    }

    @Test
    void shouldReadTheTextInAvroToo() throws IOException {
        assertThat(avro(SchemaBuilder.builder().stringType(), "12.3")).isEqualTo(new Position(0, 0, 12, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.", "1.2.3.4", "-1", "18446744073709551616"})
    void shouldRefuseAnyOtherText(String pos) {
        assertThatThrownBy(() -> position('"' + pos + '"'))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("source.pos");
    }

    private static Position position(String pos) {
        return read("{\"op\":\"u\",\"after\":{\"id\":1},\"source\":{\"pos\":" + pos + "}}");
    }

    private static Position read(String envelope) {
        return new DebeziumJson(RowSchema.of(ROW), 0)
                .read(envelope.getBytes(StandardCharsets.UTF_8), 41)
                .position();
    }

    private static Position avro(Schema posType, Object pos) throws IOException {
        Schema source = SchemaBuilder.record("Source")
                .fields()
                .name("pos")
                .type(posType)
                .noDefault()
                .endRecord();
        Schema envelope = SchemaBuilder.record("Envelope")
                .fields()
                .name("after")
                .type(ROW)
                .noDefault()
                .name("source")
                .type(source)
                .noDefault()
                .requiredString("op")
                .endRecord();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        out.writeInt(1);
        if (pos instanceof String text) {
            out.writeString(text);
        } else {
            out.writeLong((Long) pos);
        }
        out.writeString("u");
        out.flush();
        SourceBlock block = new SourceBlock();
        EnvelopePlan.of(envelope, RowSchema.of(ROW))
                .read(DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null), block);
        return block.event(0, 41).position();
    }
}
