package dev.tributary.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LandingTypesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "\"int\"; INTEGER; x",
                "\"long\"; BIGINT; x",
                "\"float\"; DOUBLE; x",
                "\"string\"; VARCHAR; x",
                "\"boolean\"; BOOLEAN; x",
                "\"bytes\"; VARCHAR; TO_BINARY(TRIM(x, '\"'), 'BASE64') AS x",
                "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":12,\"scale\":2}; NUMBER(12, 2); x",
                "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":60,\"scale\":2}; VARCHAR; x",
                "{\"type\":\"int\",\"logicalType\":\"date\"}; DATE; x",
                "{\"type\":\"int\",\"connect.name\":\"io.debezium.time.Date\"}; INTEGER; DATEADD(DAY, x, TO_DATE('1970-01-01')) AS x",
                "{\"type\":\"long\",\"connect.name\":\"io.debezium.time.MicroTimestamp\"}; BIGINT; TO_TIMESTAMP_NTZ(x, 6) AS x",
                "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}; BIGINT; TO_TIMESTAMP_NTZ(x, 3) AS x",
                "{\"type\":\"long\",\"connect.name\":\"io.debezium.time.MicroTime\"}; BIGINT; DATEADD(MICROSECOND, x, TO_TIME('00:00:00')) AS x",
                "{\"type\":\"string\",\"connect.name\":\"io.debezium.time.ZonedTimestamp\"}; TIMESTAMP_TZ(9); x",
                "{\"type\":\"string\",\"connect.name\":\"io.debezium.data.Json\"}; VARCHAR; PARSE_JSON(x) AS x",
                "{\"type\":\"string\",\"connect.name\":\"io.debezium.data.Uuid\"}; VARCHAR; x",
                "{\"type\":\"array\",\"items\":\"string\"}; ARRAY; x",
                "{\"type\":\"map\",\"values\":\"string\"}; VARIANT; x"
            })
    void shouldLandWhatTheConnectorSendsAndReadWhatTheSourceMeant(String avro, String landing, String read) {
        LandingColumn column = LandingTypes.column(new SqlName("x"), new Schema.Parser().parse(avro));

        assertThat(column.landingType()).isEqualTo(landing);
        assertThat(column.read()).isEqualTo(read);
    }

    @Test
    void shouldQuoteOnlyWordsThatSnowflakeKeepsForItself() {
        assertThat(new SqlName("Bonus_Id")).hasToString("bonus_id");
        assertThat(new SqlName("order")).hasToString("\"ORDER\"");
        assertThatThrownBy(() -> new SqlName("x; DROP TABLE y")).hasMessageContaining("is no name");
    }
}
