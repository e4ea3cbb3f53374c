package dev.tributary.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowResolverTest {
    private final Binary binary = new Binary();

    private static Schema decimal(int scale) {
        return LogicalTypes.decimal(12, scale).addToSchema(Schema.create(Schema.Type.BYTES));
    }

    private Row resolve(Schema writer, Schema reader, @Nullable Object... values) throws IOException {
        RowCodec codec = new RowCodec(RowSchema.of(writer));
        byte[] bytes = binary.bytes(new byte[0], out -> codec.write(new Row(codec.schema(), values), out));
        return new RowResolver(writer, RowSchema.of(reader)).read(new Binary().decoder(bytes, 0));
    }

    @Test
    void shouldFindColumnsByNameAndWidenThemAndFillWhatIsMissingWithNull() throws IOException {
        Schema writer = SchemaBuilder.record("r")
                .fields()
                .requiredString("dropped")
                .requiredInt("id")
                .name("rate")
                .type(decimal(1))
                .noDefault()
                .endRecord();
        Schema reader = SchemaBuilder.record("r")
                .fields()
                .name("rate")
                .type(decimal(2))
                .noDefault()
                .requiredLong("id")
                .optionalString("added")
                .endRecord();

        Row row = resolve(writer, reader, "x", 7, Decimals.toBytes(new BigDecimal("23.5"), decimal(1), "rate"));

        assertThat(row.get("id")).isEqualTo(7L);
        assertThat(row.get("added")).isNull();
        assertThat(Decimals.toNumber((ByteBuffer) Objects.requireNonNull(row.get("rate")), decimal(2)))
                .isEqualTo(new BigDecimal("23.50"));
    }

    @Test
    void shouldRefuseATypeThatDoesNotFitByItsColumn() {
        Schema writer = SchemaBuilder.record("r").fields().requiredString("id").endRecord();
        Schema reader = SchemaBuilder.record("r").fields().requiredInt("id").endRecord();

        assertThatThrownBy(() -> new RowResolver(writer, RowSchema.of(reader)))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("column 'id' is written as string, but the table declares int");
    }

    @Test
    void shouldRefuseANullWhereNoneMayBe() {
        Schema writer = SchemaBuilder.record("r").fields().optionalInt("id").endRecord();
        Schema reader = SchemaBuilder.record("r").fields().requiredInt("id").endRecord();

        assertThatThrownBy(() -> resolve(writer, reader, new @Nullable Object[] {null}))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("'id'");
    }
}
