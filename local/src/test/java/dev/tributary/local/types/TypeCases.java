package dev.tributary.local.types;

import static dev.tributary.local.types.TypeCase.array;
import static dev.tributary.local.types.TypeCase.cast;
import static dev.tributary.local.types.TypeCase.text;

import java.util.List;
import java.util.stream.Stream;

/** Every type that Debezium documents for PostgreSQL and that goes out exactly. */
final class TypeCases {
    private static final String MICROS =
            "CASE WHEN isfinite(%1$s) THEN CAST(epoch_us(%1$s) AS VARCHAR)" + " ELSE CAST(%1$s AS VARCHAR) END";
    private static final String SAME_MICROS = "$1 = CASE WHEN isfinite(%1$s)"
            + " THEN (extract(epoch FROM %1$s) * 1000000)::numeric(30,0)::text ELSE %1$s::text END";
    private static final String BC = "replace(CAST(%s AS VARCHAR), '(BC)', 'BC')";

    private TypeCases() {}

    static List<TypeCase> all() {
        return Stream.of(numbers(), texts(), times(), others(), extensions(), arrays())
                .flatMap(List::stream)
                .toList();
    }

    /** What has to be there before the table can be made. */
    static List<String> prerequisites() {
        return List.of(
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION ltree",
                "CREATE EXTENSION citext",
                "CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy')",
                "CREATE DOMAIN rate AS numeric(8,3) CHECK (value >= 0)",
                "CREATE DOMAIN label AS text CHECK (value <> '')",
                "CREATE TYPE pair AS (a int, b text)");
    }

    private static List<TypeCase> numbers() {
        return List.of(
                cast("c_boolean", "boolean", "true", "false"),
                cast("c_smallint", "smallint", "-32768", "32767"),
                cast("c_integer", "integer", "-2147483648", "2147483647"),
                cast("c_bigint", "bigint", "-9223372036854775808", "9223372036854775807"),
                cast("c_oid", "oid", "0", "4294967295"),
                cast("c_real", "real", "1.1", "-0", "3.4028235e38", "1e-45", "NaN", "Infinity", "-Infinity"),
                cast(
                        "c_double",
                        "double precision",
                        "0.1",
                        "-0",
                        "1.7976931348623157e308",
                        "5e-324",
                        "NaN",
                        "-Infinity"),
                cast("c_numeric_12_2", "numeric(12,2)", "0.00", "-0.01", "9999999999.99"),
                cast("c_numeric_38_10", "numeric(38,10)", "-9999999999999999999999999999.9999999999"),
                cast("c_numeric_50_4", "numeric(50,4)", "1234567890123456789012345678901234567890123456.7891"),
                cast("c_numeric_5_0", "numeric(5)", "-99999", "0"),
                cast("c_numeric", "numeric", "0", "1.5", "-123456789012345678901234567890.123456789", "1e40", "1e-40")
                        .same("$1::numeric = %s", "number; trailing zeros are not kept"),
                cast("c_money", "money", "12.34", "-0.01", "92233720368547758.07"));
    }

    private static List<TypeCase> texts() {
        return List.of(
                text("c_char", "char(5)", "ab", "äöüß€"),
                text("c_varchar", "varchar(20)", "", "tab\there", "emoji 😀"),
                text("c_text", "text", "two\nlines", "quote ' \" \\", " spaces "),
                text("c_json", "json", "{\"b\": 1.10,  \"a\": [1, null]}", "null", "\"text\""),
                text("c_jsonb", "jsonb", "{\"b\": 1.10, \"a\": {\"c\": \"é\"}}", "[]", "12345678901234567890"),
                text("c_xml", "xml", "<a b=\"1\">x &amp; y</a>"),
                text("c_enum", "mood", "sad", "it's ok"),
                text("c_domain_text", "label", "a label"),
                cast("c_domain_numeric", "rate", "0.001", "99999.999"),
                text("c_uuid", "uuid", "00000000-0000-0000-0000-000000000000", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
                text("c_tsvector", "tsvector", "'a':1A 'fat':2,4 'cat':3"));
    }

    private static List<TypeCase> times() {
        return List.of(
                cast("c_date", "date", "1970-01-01", "9999-12-31", "5874897-12-31")
                        .read(BC),
                cast("c_date_infinity", "date", "infinity", "-infinity"),
                cast("c_time", "time", "00:00:00", "23:59:59.999999", "12:34:56.000001"),
                cast("c_time_3", "time(3)", "12:34:56.789"),
                cast("c_time_24", "time", "24:00:00"),
                cast("c_timetz", "timetz", "12:34:56.123456+02", "00:00:00-11:30", "23:59:59.999999+00")
                        .same(
                                "$1::timetz AT TIME ZONE 'UTC' = %s AT TIME ZONE 'UTC'",
                                "the moment of the day in UTC; the zone is not kept"),
                cast(
                                "c_timestamp",
                                "timestamp",
                                "1970-01-01 00:00:00",
                                "2024-02-29 23:59:59.999999",
                                "0044-03-15 12:00:00 BC")
                        .read(BC),
                cast("c_timestamp_0", "timestamp(0)", "2024-02-29 23:59:59"),
                cast("c_timestamp_3", "timestamp(3)", "1969-12-31 23:59:59.999"),
                cast("c_timestamp_infinity", "timestamp", "infinity").read(MICROS),
                cast(
                                "c_timestamptz",
                                "timestamptz",
                                "2024-02-29 23:59:59.999999+02",
                                "0044-03-15 12:00:00+00 BC",
                                "9999-12-31 23:59:59.999999+00")
                        .read(MICROS)
                        .same(SAME_MICROS, "microseconds since 1970"),
                cast("c_timestamptz_3", "timestamptz(3)", "2024-02-29 23:59:59.120+00")
                        .read(MICROS)
                        .same(SAME_MICROS, "microseconds since 1970"),
                cast("c_timestamptz_infinity", "timestamptz", "infinity", "-infinity")
                        .read(MICROS)
                        .same(SAME_MICROS, "microseconds since 1970"),
                cast(
                                "c_interval",
                                "interval",
                                "1 year 2 months 3 days 04:05:06.789012",
                                "-1 day",
                                "-00:00:00.000001",
                                "0")
                        .same("$1::interval::text = %s::text", "ISO 8601 text, cast back"));
    }

    private static List<TypeCase> others() {
        return List.of(
                cast("c_bytea", "bytea", "\\x", "\\x00ff10").read("'\\x' || lower(hex(%s))"),
                cast("c_bit_1", "bit(1)", "1", "0").same("$1::boolean::int::bit(1) = %s", "boolean"),
                cast("c_bit_10", "bit(10)", "0000000001", "1111111111", "0000000000")
                        .same("$1 = %s::text", "digits"),
                cast("c_inet", "inet", "192.168.0.1", "10.1.2.3/8", "::1/64"),
                cast("c_cidr", "cidr", "192.168.100.128/25", "2001:4f8:3:ba::/64"),
                cast("c_macaddr", "macaddr", "08:00:2b:01:02:03"),
                cast("c_macaddr8", "macaddr8", "08:00:2b:01:02:03:04:05"),
                cast("c_int4range", "int4range", "[1,10)", "empty", "(,5)"),
                cast("c_int8range", "int8range", "[-9223372036854775808,9223372036854775806]"),
                cast("c_numrange", "numrange", "[1.10,2.2]", "(,)"),
                cast("c_tsrange", "tsrange", "[2024-01-01 00:00:00.000001,2024-12-31 23:59:59.999999)"),
                cast("c_tstzrange", "tstzrange", "[2024-01-01 00:00:00+00,)"),
                cast("c_daterange", "daterange", "[2024-01-01,2024-12-31)", "(,infinity)"),
                cast("c_point", "point", "(1.5,-2.25)", "(0.1,1e+300)")
                        .read(
                                "'(' || json_extract_string(%1$s, '$.x') || ',' || json_extract_string(%1$s, '$.y') || ')'")
                        .same("$1::point::text = %s::text", "x and y"));
    }

    private static List<TypeCase> extensions() {
        return List.of(
                cast("c_hstore", "hstore", "a=>1, b=>NULL, \"c d\"=>\"e\\\"f\"")
                        .same(
                                "(SELECT hstore(array_agg(key), array_agg(value)) FROM json_each_text($1::json)) = %s",
                                "pairs, as JSON"),
                text("c_ltree", "ltree", "Top.Science.Astronomy"),
                text("c_citext", "citext", "MiXed"));
    }

    private static List<TypeCase> arrays() {
        return List.of(
                array("a_smallint", "smallint", "{-32768,NULL,32767}"),
                array("a_integer", "integer", "{1,NULL,-3}", "{}"),
                array("a_bigint", "bigint", "{9223372036854775807,NULL}"),
                array("a_real", "real", "{1.1,NULL,NaN}"),
                array("a_double", "double precision", "{0.1,-Infinity}"),
                array("a_numeric_12_2", "numeric(12,2)", "{1.10,NULL,-0.01}"),
                array("a_boolean", "boolean", "{true,NULL,false}"),
                array("a_text", "text", "{\"a,b\",NULL,\"\",\"null\",\"{x}\",\"é\\\"q\"}"),
                array("a_varchar", "varchar(9)", "{x,NULL}"),
                array("a_char", "char(3)", "{abc,NULL}"),
                array("a_uuid", "uuid", "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6,NULL}"),
                array("a_date", "date", "{2024-02-29,NULL}"),
                array("a_timetz", "timetz", "{12:34:56.123456+00,NULL}"),
                array("a_timestamp", "timestamp", "{\"2024-02-29 23:59:59.999999\",NULL}"),
                array("a_timestamptz", "timestamptz", "{\"2024-02-29 23:59:59.999999+00\",NULL}")
                        .read(
                                "CAST(to_json(list_transform(%s, lambda x: CAST(x AT TIME ZONE 'UTC' AS VARCHAR) || '+00')) AS VARCHAR)"),
                array("a_inet", "inet", "{10.1.2.3/8,NULL}"),
                array("a_int4range", "int4range", "{\"[1,10)\",NULL}"),
                array("a_json", "jsonb", "{\"{\\\"a\\\": 1}\",NULL}"),
                array("a_enum", "mood", "{happy,sad}"),
                array("a_bytea", "bytea", "{\"\\\\x00ff\",NULL}")
                        .read("CAST(to_json(list_transform(%s, lambda x: '\\x' || lower(hex(x)))) AS VARCHAR)"),
                array("a_citext", "citext", "{MiXed,NULL}"));
    }
}
