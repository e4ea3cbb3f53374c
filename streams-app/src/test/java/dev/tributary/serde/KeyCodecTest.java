package dev.tributary.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.pipeline.KeyFormat;
import dev.tributary.row.RowSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.SchemaBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyCodecTest {
    private static final RowSchema SCHEMA = RowSchema.of(SchemaBuilder.record("payroll")
            .fields()
            .requiredInt("employee_id")
            .requiredString("region")
            .requiredLong("serial")
            .endRecord());

    private static KeyCodec codec(KeyFormat format, String... columns) {
        return new KeyCodec(format, List.of(columns), SCHEMA);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void shouldSpellKeysAsConnectsJsonConverterDoes() {
        byte[] key = codec(KeyFormat.JSON, "employee_id", "region").bytes(new Object[] {7, "Zürich \"west\"\n"});

        assertThat(text(key)).isEqualTo("{\"employee_id\":7,\"region\":\"Zürich \\\"west\\\"\\n\"}");
    }

    @Test
    void shouldSpellWhatIsBeyondSixteenBitsAsConnectsJsonConverterDoes() {
        byte[] key = codec(KeyFormat.JSON, "region").bytes(new Object[] {"Z😀"});

        assertThat(text(key)).isEqualTo("{\"region\":\"Z\\uD83D\\uDE00\"}");
        assertThat(codec(KeyFormat.JSON, "region").values(bytes(text(key))).get(0))
                .isEqualTo("Z😀");
    }

    @Test
    void shouldReadEachFormatBack() {
        assertThat(codec(KeyFormat.JSON, "employee_id", "region")
                        .values(bytes("{\"region\":\"x\",\"employee_id\":7}"))
                        .get(0))
                .isEqualTo(7);
        assertThat(codec(KeyFormat.TEXT, "serial").values(bytes("1081")).get(0)).isEqualTo(1081L);
        assertThat(codec(KeyFormat.INT32, "employee_id")
                        .values(new byte[] {0, 0, 4, 57})
                        .get(0))
                .isEqualTo(1081);
        assertThat(codec(KeyFormat.INT64, "serial").bytes(new Object[] {1081L}))
                .containsExactly(0, 0, 0, 0, 0, 0, 4, 57);
    }

    @Test
    void shouldPointNowhereByANull() {
        assertThat(codec(KeyFormat.JSON, "employee_id", "region").bytes(new Object[] {7, null}))
                .isNull();
    }

    @Test
    void shouldRefuseWhatIsNoKeyWithoutRepeatingIt() {
        assertThatThrownBy(() -> codec(KeyFormat.TEXT, "serial").values(bytes("987-65-4321")))
                .isInstanceOf(BadRecordException.class)
                .hasMessageNotContaining("987");
        assertThatThrownBy(() -> codec(KeyFormat.INT32, "employee_id").values(new byte[8]))
                .isInstanceOf(BadRecordException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
