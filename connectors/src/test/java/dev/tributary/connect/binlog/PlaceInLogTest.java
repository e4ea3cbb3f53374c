package dev.tributary.connect.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class PlaceInLogTest {
    private static final String TOPIC = "mariadb.hr.bonus";
    private static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.mariadb.Source")
            .field("file", Schema.STRING_SCHEMA)
            .field("pos", Schema.INT64_SCHEMA)
            .field("row", Schema.INT32_SCHEMA)
            .field("gtid", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("mariadb.hr.bonus.Envelope")
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .build();

    private final PlaceInLog<SourceRecord> place = new PlaceInLog<>();

    private static SourceRecord change(String op, String file, int row, Map<String, ?> offset) {
        Struct source = new Struct(SOURCE)
                .put("file", file)
                .put("pos", 700L)
                .put("row", row)
                .put("gtid", "0-1-7");
        return new SourceRecord(
                Map.of(),
                offset,
                TOPIC,
                Schema.INT64_SCHEMA,
                5L,
                ENVELOPE,
                new Struct(ENVELOPE).put("op", op).put("source", source));
    }

    private Struct placed(SourceRecord change) {
        SourceRecord result = place.apply(change);
        assertThat(result.key()).isEqualTo(5L);
        assertThat(result.sourceOffset()).isEqualTo(change.sourceOffset());
        Struct envelope = (Struct) result.value();
        envelope.validate();
        return envelope.getStruct("source");
    }

    @Test
    void shouldOrderTheChangesOfATransactionByEventAndRowAlthoughTheServerTellsOnePlaceForAll() {
        Struct third = placed(
                change("u", "mysql-bin.000002", 4, Map.of("file", "mysql-bin.000002", "pos", 700L, "event", 3L)));
        Struct fifth = placed(
                change("d", "mysql-bin.000002", 0, Map.of("file", "mysql-bin.000002", "pos", 700L, "event", 5L)));

        long begin = 2L << 40 | 700;
        assertThat(third.getString("pos")).isEqualTo(begin + "." + begin + "." + (3L << 32 | 4));
        assertThat(fifth.getString("pos")).isEqualTo(begin + "." + begin + "." + (5L << 32));
        assertThat(fifth.getString("gtid")).isEqualTo("0-1-7");
    }

    @Test
    void shouldPlaceRowsOfASnapshotAtTheEndOfTheLogThatTheyWereReadAt() {
        Struct row = placed(change("r", "mysql-bin.000002", 0, Map.of("snapshot", "INITIAL")));

        assertThat(row.getString("pos")).isEqualTo(Long.toString(2L << 40 | 700));
    }

    @Test
    void shouldLetRecordsPassThatAreNoChanges() {
        Schema heartbeat =
                SchemaBuilder.struct().field("ts_ms", Schema.INT64_SCHEMA).build();
        SourceRecord beat = new SourceRecord(
                Map.of(), Map.of(), "beat", null, null, heartbeat, new Struct(heartbeat).put("ts_ms", 1L));
        SourceRecord tombstone = new SourceRecord(Map.of(), Map.of(), TOPIC, Schema.INT64_SCHEMA, 5L, null, null);

        assertThat(place.apply(beat)).isSameAs(beat);
        assertThat(place.apply(tombstone)).isSameAs(tombstone);
    }

    @Test
    void shouldRefuseUuidsForDebeziumLosesTheirTrailingZeros() {
        Schema uuid =
                SchemaBuilder.string().name("io.debezium.data.Uuid").optional().build();
        Schema row = SchemaBuilder.struct().field("owner", uuid).optional().build();
        Schema envelope = SchemaBuilder.struct()
                .field("after", row)
                .field("source", SOURCE)
                .field("op", Schema.STRING_SCHEMA)
                .build();
        Struct source = new Struct(SOURCE)
                .put("file", "mysql-bin.000002")
                .put("pos", 700L)
                .put("row", 0);
        Struct change = new Struct(envelope).put("op", "r").put("source", source);
        SourceRecord record = new SourceRecord(Map.of(), Map.of(), TOPIC, null, null, envelope, change);

        assertThatThrownBy(() -> place.apply(record))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(TOPIC)
                .hasMessageContaining("column owner")
                .hasMessageContaining("char(36)");
    }

    @Test
    void shouldRefuseALogThatDoesNotCountItsFilesAndSourcesWithoutOne() {
        assertThatThrownBy(() -> place.apply(change("r", "mysql-bin", 0, Map.of())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(TOPIC)
                .hasMessageContaining("must end with its count");
        assertThatThrownBy(() -> place.apply(change("u", "mysql-bin.000002", 0, Map.of("lsn", 7L))))
                .hasMessageContaining("MariaDB and MySQL");
    }
}
