package dev.tributary.local.mariadb;

import java.util.List;

/**
 * A column of some type and values for it.
 *
 * @param literals as SQL spells them
 * @param read the value as text, in the warehouse
 * @param same whether {@code ?}, that text, is the source's value
 */
record TypeCase(String column, String type, List<String> literals, String read, String same) {
    private static final String TEXT = "CAST(%s AS BINARY) = CAST(? AS BINARY)";
    private static final String MOMENT = "CAST(UNIX_TIMESTAMP(%s) * 1000000 AS DECIMAL(30)) = CAST(? AS DECIMAL(30))";

    private static TypeCase text(String column, String type, String... literals) {
        return new TypeCase(column, type, List.of(literals), "CAST(%s AS VARCHAR)", TEXT);
    }

    private TypeCase read(String how) {
        return new TypeCase(column, type, literals, how, same);
    }

    private TypeCase same(String how) {
        return new TypeCase(column, type, literals, read, how);
    }

    static List<TypeCase> all() {
        return List.of(
                text("c_decimal", "decimal(12,2)", "9999999999.99", "-0.01", "0"),
                text("c_decimal_38", "decimal(38,10)", "-9999999999999999999999999999.9999999999"),
                text(
                        "c_decimal_65",
                        "decimal(65,30)",
                        "12345678901234567890123456789012345.123456789012345678901234567891"),
                text("c_tinyint_1", "tinyint(1)", "-128", "1"),
                text("c_int_unsigned", "int unsigned", "0", "4294967295"),
                text("c_bigint", "bigint", "-9223372036854775808", "9223372036854775807"),
                text("c_bigint_unsigned", "bigint unsigned", "0", "9223372036854775808", "18446744073709551615"),
                text("c_double", "double", "0.1", "1.7976931348623157e308", "-2.2250738585072014e-308")
                        .same("%s = CAST(? AS DOUBLE)"),
                text("c_float", "float", "1.1", "-3.40282e38").same("%s = CAST(? AS FLOAT)"),
                text("c_date", "date", "'1000-01-01'", "'2024-02-29'", "'9999-12-31'"),
                text("c_datetime", "datetime", "'2024-02-29 23:59:59'"),
                text("c_datetime_3", "datetime(3)", "'1969-12-31 23:59:59.999'").same("%s = CAST(? AS DATETIME(6))"),
                text("c_datetime_6", "datetime(6)", "'1000-01-01 00:00:00.000001'", "'9999-12-31 23:59:59.999999'")
                        .same("%s = CAST(? AS DATETIME(6))"),
                text("c_timestamp", "timestamp null", "'2024-03-31 02:30:00'")
                        .read("epoch_us(%s)")
                        .same(MOMENT),
                text(
                                "c_timestamp_6",
                                "timestamp(6) null",
                                "'2024-02-29 23:59:59.999999'",
                                "'2038-01-19 03:14:07.000001'")
                        .read("epoch_us(%s)")
                        .same(MOMENT),
                text("c_time", "time", "'00:00:00'", "'23:59:59'"),
                text("c_time_6", "time(6)", "'23:59:59.999999'", "'00:00:00.000001'")
                        .same("%s = CAST(? AS TIME(6))"),
                text("c_year", "year", "1901", "2155"),
                text("c_char", "char(5)", "'ab'", "''"),
                text("c_varchar", "varchar(20)", "'emoji 😀'", "'quote '' \\\" \\\\'"),
                text("c_latin1", "varchar(20) character set latin1", "'äöüß'").same("CONVERT(%s USING utf8mb4) = ?"),
                text("c_text", "longtext", "'two\\nlines'"),
                text("c_json", "json", "'{\"b\": 1.10,  \"a\": [1, null]}'"),
                text("c_enum", "enum('sad','it''s ok','happy')", "'it''s ok'", "'sad'"),
                text("c_set", "set('a','b','c')", "'a,c'", "''", "'a,b,c'"),
                text("c_blob", "blob", "x'00ff10'", "''").read("hex(%s)").same("HEX(%s) = ?"),
                text("c_varbinary", "varbinary(4)", "x'00'").read("hex(%s)").same("HEX(%s) = ?"),
                text("c_bit_1", "bit(1)", "b'1'", "b'0'")
                        .read("CAST(CAST(%s AS INT) AS VARCHAR)")
                        .same("%s + 0 = ?"),
                text("c_bit_10", "bit(10)", "b'1000000001'", "b'0'", "b'0000010000'")
                        .same("LPAD(BIN(%s), 10, '0') = ?"));
    }
}
