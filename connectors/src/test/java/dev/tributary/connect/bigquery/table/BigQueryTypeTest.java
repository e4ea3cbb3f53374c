package dev.tributary.connect.bigquery.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connect.cells.ColumnType;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BigQueryTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "BOOLEAN; BOOL",
                "TINYINT; INT64",
                "BIGINT; INT64",
                "HUGEINT; BIGNUMERIC(38,0)",
                "FLOAT; FLOAT64",
                "DECIMAL(12,2); NUMERIC(12,2)",
                "DECIMAL(38,9); NUMERIC(38,9)",
                "DECIMAL(38,8); BIGNUMERIC(38,8)",
                "DECIMAL(12,10); BIGNUMERIC(12,10)",
                "VARCHAR; STRING",
                "UUID; STRING",
                "TIME WITH TIME ZONE; STRING",
                "JSON; JSON",
                "BLOB; BYTES",
                "DATE; DATE",
                "TIME; TIME",
                "TIMESTAMP; DATETIME",
                "TIMESTAMP WITH TIME ZONE; TIMESTAMP",
                "INTEGER[]; ARRAY<INT64>",
                "DECIMAL(5,1)[]; ARRAY<NUMERIC(5,1)>"
            })
    void shouldHoldEachTypeInTheNarrowestThatKeepsIt(String column, String type) {
        BigQueryType held = BigQueryType.of(ColumnType.parse(column)).orElseThrow();

        assertThat(held.sql()).isEqualTo(type);
        assertThat(BigQueryType.of(held.cell())).contains(held);
    }

    @Test
    void shouldHaveNoTypeForNanoseconds() {
        assertThat(BigQueryType.of(ColumnType.parse("TIMESTAMP_NS"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "BIGINT; INTEGER; INT64",
                "BIGINT; DECIMAL(12,2); NUMERIC",
                "BIGINT; DECIMAL(12,10); BIGNUMERIC",
                "BIGINT; DOUBLE; none",
                "DOUBLE; BIGINT; FLOAT64",
                "DOUBLE; DECIMAL(5,1); none",
                "DECIMAL(12,2); DECIMAL(5,1); NUMERIC(12,2)",
                "DECIMAL(12,2); DECIMAL(12,3); NUMERIC",
                "DECIMAL(12,2); DECIMAL(38,20); BIGNUMERIC",
                "DECIMAL(38,0); DECIMAL(38,38); BIGNUMERIC",
                "DECIMAL(22,2); BIGINT; NUMERIC(22,2)",
                "VARCHAR; JSON; STRING",
                "JSON; VARCHAR; none",
                "TIMESTAMP; TIMESTAMP WITH TIME ZONE; none",
                "INTEGER[]; BIGINT[]; ARRAY<INT64>",
                "INTEGER[]; DECIMAL(5,1)[]; none",
                "INTEGER; INTEGER[]; none"
            })
    void shouldWidenOnlyToWhatBigQueryAltersWithoutLoss(String present, String needed, String wide) {
        Optional<BigQueryType> widened = BigQueryType.of(ColumnType.parse(present))
                .orElseThrow()
                .widenedFor(BigQueryType.of(ColumnType.parse(needed)).orElseThrow());

        assertThat(widened.map(BigQueryType::sql).orElse("none")).isEqualTo(wide);
    }
}
