package dev.tributary.snowflake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Snowflake's SQL as DuckDB spells it; everything that is not listed here runs as it is printed. */
final class DuckDbDialect {
    /** By what is replaced. */
    private static final Map<String, String> REWRITES = new LinkedHashMap<>();

    static {
        REWRITES.put(
                "RECORD_METADATA:offset::NUMBER", "CAST(json_extract_string(RECORD_METADATA, '\\$.offset') AS BIGINT)");
        REWRITES.put("TO_TIMESTAMP_NTZ\\((\\w+), 3\\)", "epoch_ms($1)");
        REWRITES.put(" NUMBER\\(", " DECIMAL(");
        REWRITES.put("RECORD_METADATA VARIANT", "RECORD_METADATA JSON");
        REWRITES.put("\\) ENABLE_SCHEMA_EVOLUTION = TRUE", ")");
        REWRITES.put(
                "DYNAMIC TABLE (\\S+)\n  TARGET_LAG = '[^']*'\n  WAREHOUSE = \\w+\n  REFRESH_MODE = AUTO\nAS",
                "VIEW $1 AS");
    }

    private DuckDbDialect() {}

    static String of(String snowflake) {
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
