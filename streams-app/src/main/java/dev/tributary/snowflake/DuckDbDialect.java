package dev.tributary.snowflake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Snowflake's SQL as DuckDB spells it, for where a DuckDB takes Snowflake's place; everything that is not listed here runs as
 * it is printed.
 */
public final class DuckDbDialect {
    private static final String OPERAND = "(\"?\\w+\"?)";
    private static final String MIDNIGHT = ", TO_TIME\\('00:00:00'\\)\\)";

    /** By what is replaced. */
    private static final Map<String, String> REWRITES = new LinkedHashMap<>();

    static {
        REWRITES.put(
                "RECORD_METADATA:offset::NUMBER", "CAST(json_extract_string(RECORD_METADATA, '\\$.offset') AS BIGINT)");
        REWRITES.put("TO_TIMESTAMP_NTZ\\(" + OPERAND + ", 3\\)", "epoch_ms(CAST($1 AS BIGINT))");
        REWRITES.put("TO_TIMESTAMP_NTZ\\(" + OPERAND + ", 6\\)", "make_timestamp(CAST($1 AS BIGINT))");
        REWRITES.put("TO_TIMESTAMP_NTZ\\(" + OPERAND + ", 9\\)", "make_timestamp_ns(CAST($1 AS BIGINT))");
        REWRITES.put(
                "DATEADD\\(DAY, " + OPERAND + ", TO_DATE\\('1970-01-01'\\)\\)",
                "(DATE '1970-01-01' + CAST($1 AS INTEGER))");
        REWRITES.put(
                "DATEADD\\(MILLISECOND, " + OPERAND + MIDNIGHT,
                "(TIME '00:00:00' + to_milliseconds(CAST($1 AS BIGINT)))");
        REWRITES.put(
                "DATEADD\\(MICROSECOND, " + OPERAND + MIDNIGHT,
                "(TIME '00:00:00' + to_microseconds(CAST($1 AS BIGINT)))");
        REWRITES.put(
                "DATEADD\\(NANOSECOND, " + OPERAND + MIDNIGHT,
                "(TIME '00:00:00' + to_microseconds(CAST($1 AS BIGINT) // 1000))");
        REWRITES.put("PARSE_JSON\\(" + OPERAND + "\\)", "CAST($1 AS JSON)");
        REWRITES.put("TO_BINARY\\((TRIM\\([^)]*\\)), 'BASE64'\\)", "from_base64($1)");
        REWRITES.put(" NUMBER\\(", " DECIMAL(");
        REWRITES.put("RECORD_METADATA VARIANT", "RECORD_METADATA JSON");
        REWRITES.put("\\) ENABLE_SCHEMA_EVOLUTION = TRUE", ")");
        REWRITES.put(
                "DYNAMIC TABLE (\\S+)\n  TARGET_LAG = '[^']*'\n  WAREHOUSE = \\w+\n  REFRESH_MODE = AUTO\nAS",
                "VIEW $1 AS");
    }

    private DuckDbDialect() {}

    /** A statement in DuckDB's words. */
    public static String of(String snowflake) {
        String sql = snowflake;
        for (Map.Entry<String, String> rewrite : REWRITES.entrySet()) {
            sql = sql.replaceAll(rewrite.getKey(), rewrite.getValue());
        }
        return sql;
    }

    static Set<String> rewritten() {
        return REWRITES.keySet();
    }
}
