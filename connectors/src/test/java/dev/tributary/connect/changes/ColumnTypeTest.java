package dev.tributary.connect.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypeTest {
    @ParameterizedTest
    @CsvSource({
        "int, -7, -7",
        "long, 9223372036854775807, 9223372036854775807",
        "'decimal(6,2)', 1234.5, 1234.50",
        "'decimal(6,2)', 1.5E2, 150.00",
        "double, 1e3, 1000.0",
        "boolean, T, true",
        "date, 1970-01-02, 1",
        "time, 00:00:01.5, 1500000",
        "timestamp, 1969-12-31 23:59:59.999999, -1",
        "timestamptz, 2021-12-24 04:50:36+02, 2021-12-24T02:50:36Z",
        "uuid, AAAAAAAA-aaaa-aaaa-aaaa-aaaaaaaaaaaa, aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa",
        "string, ' as it is ', ' as it is '"
    })
    void shouldReadTextAsTheValueItSpells(String type, String text, String value) {
        assertThat(String.valueOf(ColumnType.of(type).orElseThrow().read(text))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "int, 2147483648",
        "long, 1.0",
        "'decimal(6,2)', 1.005",
        "'decimal(6,2)', 12345.00",
        "double, 1d",
        "double, 0x1p3",
        "boolean, yes",
        "date, 2021-02-30",
        "timestamp, 2021-12-24T02:50:36.1234567",
        "timestamptz, 2021-12-24T02:50:36",
        "uuid, 1-1-1-1-1"
    })
    void shouldRefuseWhatItCannotHoldExactlyWithoutTellingIt(String type, String text) {
        assertThatThrownBy(() -> ColumnType.of(type).orElseThrow().read(text))
                .isInstanceOf(DataException.class)
                .hasMessage("no " + type);
    }

    @Test
    void shouldNameItsTypesAsDebeziumDoes() {
        Schema decimal = ColumnType.of("decimal(12,2)").orElseThrow().schema(true);

        assertThat(decimal.name()).isEqualTo("org.apache.kafka.connect.data.Decimal");
        assertThat(decimal.parameters()).containsEntry("scale", "2").containsEntry("connect.decimal.precision", "12");
        assertThat(ColumnType.of("timestamptz").orElseThrow().schema(false).name())
                .isEqualTo("io.debezium.time.ZonedTimestamp");
        assertThat(ColumnType.of("decimal(2,3)")).isEmpty();
    }

    @Test
    void shouldReadColumnsAsAPipelineDeclaresThem() {
        List<ChangeColumn> columns = ChangeColumn.list("columns", "id long, total decimal(12,2)?, note string?");

        assertThat(columns).extracting(ChangeColumn::name).containsExactly("id", "total", "note");
        assertThat(columns.get(1).type().read("1")).isEqualTo(new BigDecimal("1.00"));
    }
}
