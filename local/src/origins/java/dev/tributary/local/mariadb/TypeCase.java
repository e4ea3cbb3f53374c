package dev.tributary.local.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
    private static final String HEX = "HEX(%s) = ?";

    private static TypeCase text(String column, String type, String... literals) {
        return new TypeCase(column, type, List.of(literals), "CAST(%s AS VARCHAR)", TEXT);
    }

    private TypeCase read(String how) {
        return new TypeCase(column, type, literals, how, same);
    }

    private TypeCase same(String how) {
        return new TypeCase(column, type, literals, read, how);
    }

    private static TypeCase bytes(String column, String type, String... literals) {
        return text(column, type, literals).read("hex(%s)").same(HEX);
    }

    private static TypeCase moment(String column, String type, String... literals) {
        return text(column, type, literals).read("epoch_us(%s)").same(MOMENT);
    }

    /** The table that has a column of each. */
    static String table(String name) {
        return "CREATE TABLE " + name + " (id bigint PRIMARY KEY, "
                + ALL.stream().map(it -> it.column + " " + it.type).collect(Collectors.joining(", "))
                + ", d_int int DEFAULT 5)";
    }

    /** A row for each value, so that one which does not get through leaves a gap of its own. */
    static void insert(Connection source, long from) throws SQLException {
        long id = from;
        List<String> statements = new ArrayList<>();
        for (TypeCase each : ALL) {
            for (String literal : each.literals) {
                statements.add("INSERT INTO types (id, " + each.column + ") VALUES (" + id++ + ", " + literal + ")");
            }
        }
        statements.add("INSERT INTO types (id, d_int) VALUES (" + id + ", NULL)");
        Answers.execute(source, statements.toArray(String[]::new));
    }

    /** The columns whose values in the warehouse are not all of the source's, inserted twice, with those that differ. */
    static Map<String, String> different(Connection source, Connection warehouse) {
        Map<String, String> wrong = new LinkedHashMap<>();
        for (TypeCase each : ALL) {
            List<String> values = Answers.rows(
                    warehouse,
                    "SELECT id, " + each.read.formatted(each.column) + ", typeof(" + each.column
                            + ") FROM topic_types WHERE " + each.column + " IS NOT NULL");
            List<String> different = new ArrayList<>(values);
            different.removeIf(value -> each.isSame(source, value));
            if (values.size() != 2 * each.literals.size() || !different.isEmpty()) {
                wrong.put(each.column, values.size() + " values, different: " + different);
            }
        }
        return wrong;
    }

    private boolean isSame(Connection source, String value) {
        int first = value.indexOf('|');
        try (PreparedStatement statement = source.prepareStatement(
                "SELECT " + same.formatted(column) + " FROM types WHERE id = " + value.substring(0, first))) {
            statement.setString(1, value.substring(first + 1, value.lastIndexOf('|')));
            ResultSet answer = statement.executeQuery();
            return answer.next() && answer.getBoolean(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static final List<TypeCase> ALL = List.of(
            text("c_decimal", "decimal(12,2)", "9999999999.99", "-0.01", "0"),
            text("c_decimal_38", "decimal(38,10)", "-9999999999999999999999999999.9999999999"),
            text(
                    "c_decimal_65",
                    "decimal(65,30)",
                    "12345678901234567890123456789012345.123456789012345678901234567891",
                    "-99999999999999999999999999999999999.999999999999999999999999999999",
                    "0.000000000000000000000000000001"),
            text("c_tinyint_1", "tinyint(1)", "-128", "1"),
            text("c_tinyint_unsigned", "tinyint unsigned", "0", "255"),
            text("c_mediumint_unsigned", "mediumint unsigned", "16777215"),
            text("c_int_unsigned", "int unsigned", "0", "4294967295"),
            text("c_bigint", "bigint", "-9223372036854775808", "9223372036854775807"),
            text("c_bigint_unsigned", "bigint unsigned", "0", "9223372036854775808", "18446744073709551615"),
            text("c_double", "double", "0.1", "1.7976931348623157e308", "-2.2250738585072014e-308")
                    .same("%s = CAST(? AS DOUBLE)"),
            text("c_float", "float", "1.1", "-3.40282e38").same("%s = CAST(? AS FLOAT)"),
            text("c_date", "date", "'0069-01-01'", "'1000-01-01'", "'2024-02-29'", "'9999-12-31'"),
            text("c_datetime", "datetime", "'2024-02-29 23:59:59'"),
            text("c_datetime_3", "datetime(3)", "'1969-12-31 23:59:59.999'").same("%s = CAST(? AS DATETIME(6))"),
            text("c_datetime_6", "datetime(6)", "'1000-01-01 00:00:00.000001'", "'9999-12-31 23:59:59.999999'")
                    .same("%s = CAST(? AS DATETIME(6))"),
            // inserted under two time zones of the session, which differ in what they mean
            moment("c_timestamp", "timestamp null", "'2024-03-31 02:30:00'"),
            moment(
                    "c_timestamp_6",
                    "timestamp(6) null",
                    "'2024-02-29 23:59:59.999999'",
                    "'2038-01-19 03:14:07.000001'",
                    "'1970-01-02 00:00:00.000001'"),
            text("c_time", "time", "'00:00:00'", "'23:59:59'"),
            text("c_time_6", "time(6)", "'23:59:59.999999'", "'00:00:00.000001'").same("%s = CAST(? AS TIME(6))"),
            text("c_year", "year", "1901", "2155").same("%s + 0 = ?"),
            text("c_char", "char(5)", "'ab'", "''"),
            text("c_varchar", "varchar(20)", "'emoji 😀'", "'quote '' \\\" \\\\'"),
            text("c_latin1", "varchar(20) character set latin1", "'äöüß'").same("CONVERT(%s USING utf8mb4) = ?"),
            text("c_utf16", "char(5) character set utf16", "'añ'").same("CONVERT(%s USING utf8mb4) = ?"),
            text("c_text", "longtext", "'two\\nlines'"),
            text("c_json", "json", "'{\"b\": 1.10,  \"a\": [1, null]}'"),
            text("c_enum", "enum('sad','it''s ok','happy')", "'it''s ok'", "'sad'"),
            text("c_set", "set('a','b','c')", "'a,c'", "''", "'a,b,c'"),
            bytes("c_blob", "blob", "x'00ff10'", "''"),
            bytes("c_varbinary", "varbinary(4)", "x'00'", "x'0100'"),
            bytes("c_binary", "binary(4)", "x'0100'", "x'00000001'"),
            text("c_bit_1", "bit(1)", "b'1'", "b'0'")
                    .read("CAST(CAST(%s AS INT) AS VARCHAR)")
                    .same("%s + 0 = ?"),
            text("c_bit_10", "bit(10)", "b'1000000001'", "b'0'", "b'0000010000'")
                    .same("LPAD(BIN(%s), 10, '0') = ?"),
            text("c_bit_64", "bit(64)", "b'1000000000000000000000000000000000000000000000000000000000000001'", "b'1'")
                    .same("LPAD(BIN(%s), 64, '0') = ?"));
}
