package dev.tributary.connect.bigquery.table;

import dev.tributary.connect.cells.ColumnType;
import dev.tributary.connect.cells.Kind;
import java.util.Optional;

/**
 * A column type of BigQuery.
 *
 * @param precision of NUMERIC and BIGNUMERIC; 0 where none is declared
 * @param scale of NUMERIC and BIGNUMERIC, with a precision
 * @param repeated whether the column holds lists
 */
public record BigQueryType(Name name, int precision, int scale, boolean repeated) {

    /** The types that the sink writes; OTHER stands for every type that it leaves alone. */
    public enum Name {
        BOOL,
        INT64,
        FLOAT64,
        NUMERIC,
        BIGNUMERIC,
        STRING,
        JSON,
        BYTES,
        DATE,
        TIME,
        DATETIME,
        TIMESTAMP,
        OTHER;

        boolean isDecimal() {
            return this == NUMERIC || this == BIGNUMERIC;
        }

        boolean isKey() {
            return switch (this) {
                case BOOL, INT64, NUMERIC, BIGNUMERIC, STRING, DATE, DATETIME, TIMESTAMP -> true;
                default -> false;
            };
        }
    }

    private static final int INT64_DIGITS = 19;
    private static final int NUMERIC_SCALE = 9;
    private static final int NUMERIC_WHOLE = 29;
    private static final int BIGNUMERIC_SCALE = 38;
    private static final int BIGNUMERIC_WHOLE = 38;

    public static BigQueryType of(Name name) {
        return new BigQueryType(name, 0, 0, false);
    }

    /** The type that holds the values of a column; empty when BigQuery has none that keeps them exactly. */
    public static Optional<BigQueryType> of(ColumnType column) {
        return switch (column.kind()) {
            case BOOLEAN -> Optional.of(of(Name.BOOL));
            case TINYINT, SMALLINT, INTEGER, BIGINT -> Optional.of(of(Name.INT64));
            case HUGEINT -> Optional.of(decimal(ColumnType.MAX_PRECISION, 0));
            case FLOAT, DOUBLE -> Optional.of(of(Name.FLOAT64));
            case DECIMAL -> Optional.of(decimal(column.precision(), column.scale()));
            case VARCHAR, UUID, TIMETZ -> Optional.of(of(Name.STRING));
            case JSON -> Optional.of(of(Name.JSON));
            case BLOB -> Optional.of(of(Name.BYTES));
            case DATE -> Optional.of(of(Name.DATE));
            case TIME -> Optional.of(of(Name.TIME));
            case TIMESTAMP -> Optional.of(of(Name.DATETIME));
            case TIMESTAMPTZ -> Optional.of(of(Name.TIMESTAMP));
            case LIST -> of(column.elementType()).map(BigQueryType::list);
            case TIMESTAMP_NS, OTHER -> Optional.empty();
        };
    }

    static BigQueryType decimal(int precision, int scale) {
        boolean small = scale <= NUMERIC_SCALE && precision - scale <= NUMERIC_WHOLE;
        return new BigQueryType(small ? Name.NUMERIC : Name.BIGNUMERIC, precision, scale, false);
    }

    private BigQueryType list() {
        return new BigQueryType(name, precision, scale, true);
    }

    BigQueryType element() {
        return new BigQueryType(name, precision, scale, false);
    }

    /** The type that cells are made for. */
    public ColumnType cell() {
        if (repeated) {
            return ColumnType.listOf(element().cell());
        }
        return switch (name) {
            case NUMERIC, BIGNUMERIC -> ColumnType.decimal(whole() + fraction(), fraction());
            case BOOL -> ColumnType.of(Kind.BOOLEAN);
            case INT64 -> ColumnType.of(Kind.BIGINT);
            case FLOAT64 -> ColumnType.of(Kind.DOUBLE);
            case STRING -> ColumnType.of(Kind.VARCHAR);
            case JSON -> ColumnType.of(Kind.JSON);
            case BYTES -> ColumnType.of(Kind.BLOB);
            case DATE -> ColumnType.of(Kind.DATE);
            case TIME -> ColumnType.of(Kind.TIME);
            case DATETIME -> ColumnType.of(Kind.TIMESTAMP);
            case TIMESTAMP -> ColumnType.of(Kind.TIMESTAMPTZ);
            case OTHER -> ColumnType.of(Kind.OTHER);
        };
    }

    /** The type that holds this column's values and the needed ones, and to which BigQuery can alter the column. */
    Optional<BigQueryType> widenedFor(BigQueryType needed) {
        if (name == Name.OTHER || repeated != needed.repeated) {
            return Optional.empty();
        }
        boolean holds = equals(needed)
                || (name == Name.STRING && needed.name == Name.JSON)
                || (name == Name.FLOAT64 && needed.name == Name.INT64)
                || (name.isDecimal()
                        && needed.isNumber()
                        && whole() >= needed.whole()
                        && fraction() >= needed.fraction());
        if (holds) {
            return Optional.of(this);
        }
        return isNumber() && needed.isNumber() && !repeated ? wider(needed) : Optional.empty();
    }

    /** Without declared digits: to that, BigQuery alters a column from any narrower one. */
    private Optional<BigQueryType> wider(BigQueryType needed) {
        int digits = Math.max(whole(), needed.whole());
        int decimals = Math.max(fraction(), needed.fraction());
        if (name != Name.BIGNUMERIC && digits <= NUMERIC_WHOLE && decimals <= NUMERIC_SCALE) {
            return Optional.of(of(Name.NUMERIC));
        }
        boolean fits = digits <= BIGNUMERIC_WHOLE && decimals <= BIGNUMERIC_SCALE;
        return fits ? Optional.of(of(Name.BIGNUMERIC)) : Optional.empty();
    }

    private boolean isNumber() {
        return name == Name.INT64 || name.isDecimal();
    }

    private int whole() {
        return switch (name) {
            case NUMERIC -> precision == 0 ? NUMERIC_WHOLE : precision - scale;
            case BIGNUMERIC -> precision == 0 ? BIGNUMERIC_WHOLE : precision - scale;
            default -> INT64_DIGITS;
        };
    }

    private int fraction() {
        return switch (name) {
            case NUMERIC -> precision == 0 ? NUMERIC_SCALE : scale;
            case BIGNUMERIC -> precision == 0 ? BIGNUMERIC_SCALE : scale;
            default -> 0;
        };
    }

    /** As SQL spells it. */
    public String sql() {
        String text = name.isDecimal() && precision > 0 ? name + "(" + precision + "," + scale + ")" : name.toString();
        return repeated ? "ARRAY<" + text + ">" : text;
    }
}
