package dev.tributary.connect.redshift.store;

import dev.tributary.connect.cells.ColumnType;
import dev.tributary.connect.cells.Kind;
import dev.tributary.connect.redshift.stage.StagedTypes;
import dev.tributary.connect.rows.Column;
import java.util.Locale;

/** Column types as Redshift has them. */
final class ColumnSql {
    private static final int MOST_SCALE = 37;
    private static final int UUID_BYTES = 36;
    /** As many bytes as fit into a text of the greatest length, two digits each. */
    private static final int MOST_BINARY = StagedTypes.MOST_BYTES / 2;

    private ColumnSql() {}

    /** The type that keeps every value of the one a record asks for. */
    static Column stored(Column asked) {
        ColumnType type = asked.type();
        ColumnType stored = switch (type.kind()) {
            case TINYINT -> ColumnType.of(Kind.SMALLINT);
            case HUGEINT -> ColumnType.decimal(ColumnType.MAX_PRECISION, 0);
            case UUID -> ColumnType.of(Kind.VARCHAR);
            case LIST -> ColumnType.of(Kind.JSON);
            // nanoseconds since 1970: TIMESTAMP ends at microseconds
            case TIMESTAMP_NS -> ColumnType.of(Kind.BIGINT);
            case DECIMAL -> type.scale() > MOST_SCALE ? ColumnType.of(Kind.VARCHAR) : type;
            default -> type;
        };
        return new Column(Names.lower(asked.name()), stored);
    }

    /** A column as CREATE TABLE and ADD COLUMN have it. */
    static String definition(Column column, int length) {
        return Names.quoted(column.name()) + " " + sql(column.type(), length);
    }

    private static String sql(ColumnType type, int length) {
        return switch (type.kind()) {
            case VARCHAR -> "VARCHAR(" + length + ")";
            case BLOB -> "VARBYTE(" + length + ")";
            default -> StagedTypes.plainSql(type);
        };
    }

    /** The bytes that a new column has room for; 0 where its type has none to say. */
    static int lengthOf(Column asked, int varchar) {
        return switch (asked.type().kind()) {
            case UUID -> UUID_BYTES;
            case BLOB -> MOST_BINARY;
            default -> varchar;
        };
    }

    /** Reads a type as the catalog spells it; what the sink does not write becomes OTHER. */
    static ColumnType parse(String type, int precision, int scale) {
        String name = type.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "boolean" -> ColumnType.of(Kind.BOOLEAN);
            case "smallint" -> ColumnType.of(Kind.SMALLINT);
            case "integer" -> ColumnType.of(Kind.INTEGER);
            case "bigint" -> ColumnType.of(Kind.BIGINT);
            case "real" -> ColumnType.of(Kind.FLOAT);
            case "double precision" -> ColumnType.of(Kind.DOUBLE);
            case "numeric", "decimal" -> ColumnType.decimal(precision, scale);
            case "character varying" -> ColumnType.of(Kind.VARCHAR);
            case "super" -> ColumnType.of(Kind.JSON);
            case "binary varying", "varbyte" -> ColumnType.of(Kind.BLOB);
            default -> parseTemporal(name);
        };
    }

    private static ColumnType parseTemporal(String name) {
        return ColumnType.of(
                switch (name) {
                    case "date" -> Kind.DATE;
                    case "time without time zone" -> Kind.TIME;
                    case "time with time zone" -> Kind.TIMETZ;
                    case "timestamp without time zone" -> Kind.TIMESTAMP;
                    case "timestamp with time zone" -> Kind.TIMESTAMPTZ;
                    default -> Kind.OTHER;
                });
    }
}
