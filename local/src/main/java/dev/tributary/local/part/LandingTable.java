package dev.tributary.local.part;

import dev.tributary.local.snowflake.SnowflakeDouble.Declared;
import java.util.List;
import java.util.stream.Stream;

/** The table of the shipped pipeline as the double's administrator makes it, and the view of its latest rows. */
public final class LandingTable {

    static final String NAME = "PAYROLL_COMPLETE";
    static final String CURRENT = NAME + "_CURRENT";

    private LandingTable() {}

    /** Decimals have to be declared: the connector itself would make text of them. */
    static List<Declared> columns() {
        return Stream.of(
                        "RECORD_METADATA VARIANT",
                        "BONUS_ID NUMBER(38,0)",
                        "EMPLOYEE_ID NUMBER(38,0)",
                        "FULL_NAME VARCHAR",
                        "AGE NUMBER(38,0)",
                        "SSN VARCHAR",
                        "HOURLY_RATE NUMBER(12,2)",
                        "BONUS NUMBER(12,2)",
                        "GENDER VARCHAR",
                        "EMAIL VARCHAR",
                        "__OP VARCHAR",
                        "__DELETED BOOLEAN",
                        "__SOURCE_TS_MS NUMBER(38,0)",
                        "__COMMIT_LSN NUMBER(38,0)",
                        "__LSN NUMBER(38,0)",
                        "__TX_ID VARCHAR",
                        "__POSITION VARCHAR")
                .map(column -> column.split(" ", 2))
                .map(column -> new Declared(column[0], column[1]))
                .toList();
    }

    /** The latest row of each key, by position and then by offset; a key lives in one partition. */
    public static String currentView(String table) {
        return "CREATE OR REPLACE VIEW " + table + "_CURRENT AS SELECT * FROM " + table
                + " QUALIFY row_number() OVER (PARTITION BY BONUS_ID ORDER BY __POSITION DESC,"
                + " CAST(RECORD_METADATA->>'offset' AS BIGINT) DESC) = 1 AND NOT __DELETED";
    }
}
