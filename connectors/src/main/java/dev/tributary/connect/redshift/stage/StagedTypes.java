package dev.tributary.connect.redshift.stage;

import dev.tributary.connect.cells.ColumnType;
import dev.tributary.connect.cells.Kind;

/** What a column is in the staging file and in the temporary table that COPY fills. */
public final class StagedTypes {
    /** The most bytes of a VARCHAR, and so of every value that travels as text. */
    public static final int MOST_BYTES = 65_535;

    private StagedTypes() {}

    /** Whether the column travels as text and is converted by the INSERT: COPY reads no such type from every format. */
    public static boolean isCarriedAsText(Kind kind) {
        return switch (kind) {
            case JSON, BLOB, TIME, TIMETZ, TIMESTAMPTZ -> true;
            default -> false;
        };
    }

    /** The type in the temporary table; texts have all room there, for their length is checked before. */
    public static String sql(ColumnType type) {
        return type.kind() == Kind.VARCHAR || isCarriedAsText(type.kind())
                ? "VARCHAR(" + MOST_BYTES + ")"
                : plainSql(type);
    }

    /** Redshift's name of a type without a length. */
    public static String plainSql(ColumnType type) {
        return switch (type.kind()) {
            case FLOAT -> "REAL";
            case DOUBLE -> "DOUBLE PRECISION";
            case JSON -> "SUPER";
            default -> type.sql();
        };
    }

    /** The value of a staged column as the table wants it. */
    public static String converted(ColumnType type, String staged) {
        return switch (type.kind()) {
            case JSON -> "JSON_PARSE(" + staged + ")";
            case BLOB -> "FROM_HEX(" + staged + ")";
            case TIME, TIMETZ, TIMESTAMPTZ ->
                "CAST(" + staged + " AS " + type.kind().name() + ")";
            default -> staged;
        };
    }
}
