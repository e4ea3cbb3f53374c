package dev.tributary.connect.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppendOnlyTest {
    private static final String TOPIC = "mariadb.hr.txns";
    private static final Schema ROW = SchemaBuilder.struct()
            .name("mariadb.hr.txns.Value")
            .field("amount", SchemaBuilder.int64().optional().defaultValue(5L).build())
            .optional()
            .build();
    private static final Schema TRANSACTION = SchemaBuilder.struct()
            .field("id", Schema.STRING_SCHEMA)
            .field("total_order", Schema.INT64_SCHEMA)
            .optional()
            .build();
    private static final Schema SOURCE =
            SchemaBuilder.struct().field("row", Schema.INT32_SCHEMA).build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("mariadb.hr.txns.Envelope")
            .field("before", ROW)
            .field("after", ROW)
            .field("op", Schema.STRING_SCHEMA)
            .field("source", SOURCE)
            .field("transaction", TRANSACTION)
            .build();

    /** Debezium's, in the third event of a transaction. */
    private static final Map<String, Object> OFFSET = Map.of("file", "mysql-bin.000002", "pos", 900L, "event", 3L);

    private final AppendOnly<SourceRecord> append = new AppendOnly<>();

    @BeforeEach
    void configure() {
        append.configure(Map.of());
    }

    private static SourceRecord record(Schema schema, @Nullable Struct value) {
        return new SourceRecord(Map.of(), OFFSET, TOPIC, null, null, value == null ? null : schema, value);
    }

    private static Struct change(String op) {
        return new Struct(ENVELOPE).put("op", op).put("source", new Struct(SOURCE).put("row", 4));
    }

    private static Struct row(@Nullable Long amount) {
        return new Struct(ROW).put("amount", amount);
    }

    private static Struct transaction() {
        return new Struct(TRANSACTION).put("id", "0-1-7").put("total_order", 1L);
    }

    private SourceRecord applied(Struct change) {
        SourceRecord result = append.apply(record(ENVELOPE, change));
        assertThat(result).isNotNull();
        ((Struct) result.value()).validate();
        return result;
    }

    @Test
    void shouldKeyAnInsertedRowByItsPlaceInItsTransactionAndTellTheKeyInTheRow() {
        SourceRecord result = applied(change("c").put("after", row(null)).put("transaction", transaction()));

        assertThat(((Struct) result.key()).getString("change_id")).isEqualTo("0-1-7:3:4");
        Struct after = ((Struct) result.value()).getStruct("after");
        assertThat(after.getString("change_id")).isEqualTo("0-1-7:3:4");
        assertThat(after.getWithoutDefault("amount")).isNull();
    }

    @Test
    void shouldCountTheRowsOfASnapshot() {
        applied(change("r").put("after", row(1L)));
        SourceRecord second = applied(change("r").put("after", row(1L)));

        assertThat(((Struct) second.key()).getString("change_id")).isEqualTo("snapshot:2");
    }

    @Test
    void shouldLeaveUpdatesAndDeletesWithoutAKeyAndTheirTombstonesOut() {
        Struct update = change("u").put("before", row(1L)).put("after", row(2L)).put("transaction", transaction());
        Struct delete = change("d").put("before", row(1L)).put("transaction", transaction());

        assertThat(applied(update).key()).isNull();
        assertThat(applied(delete).key()).isNull();
        assertThat(append.apply(record(ENVELOPE, null))).isNull();
    }

    @Test
    void shouldNameTheSettingThatIsMissing() {
        assertThatThrownBy(() -> append.apply(record(ENVELOPE, change("c").put("after", row(1L)))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("provide.transaction.metadata = true");
        append.configure(Map.of("column", "amount"));
        assertThatThrownBy(() -> append.apply(record(ENVELOPE, change("r").put("after", row(1L)))))
                .hasMessageContaining("set 'column' to another name");
    }
}
