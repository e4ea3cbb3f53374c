package dev.tributary.connect.cells;

/** The kinds of DuckDB columns that the sink writes; OTHER stands for every kind it leaves alone. */
public enum Kind {
    BOOLEAN,
    TINYINT,
    SMALLINT,
    INTEGER,
    BIGINT,
    HUGEINT,
    FLOAT,
    DOUBLE,
    DECIMAL,
    VARCHAR,
    JSON,
    BLOB,
    DATE,
    TIME,
    TIMETZ,
    TIMESTAMP,
    TIMESTAMPTZ,
    TIMESTAMP_NS,
    UUID,
    LIST,
    OTHER;

    boolean isInteger() {
        return switch (this) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT -> true;
            default -> false;
        };
    }

    boolean isBinaryFloat() {
        return this == FLOAT || this == DOUBLE;
    }

    boolean isTemporal() {
        return switch (this) {
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ, TIMESTAMP_NS -> true;
            default -> false;
        };
    }

    /** The decimal digits that every value of this integer kind fits in. */
    int digits() {
        return switch (this) {
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            default -> 39;
        };
    }

    /** Whether two equal keys of this kind are always equal Java objects, so that the sink can compact by them. */
    public boolean isKey() {
        return switch (this) {
            case FLOAT, DOUBLE, JSON, BLOB, LIST, OTHER -> false;
            default -> true;
        };
    }
}
