package dev.tributary.connect.redshift.stage;

import dev.tributary.connect.cells.ColumnType;
import dev.tributary.connect.rows.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Parquet, written by DuckDB in memory. */
public final class ParquetFile implements StageFile {
    private static final String TABLE = "stage";

    @Override
    public String suffix() {
        return ".parquet";
    }

    @Override
    public String write(Plan plan, Path file) throws SQLException {
        try (DuckDBConnection duckdb = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute(create(plan.layout().columns()));
            append(duckdb, plan);
            statement.execute("COPY " + TABLE + " TO '" + file.toString().replace("'", "''")
                    + "' (FORMAT PARQUET, COMPRESSION SNAPPY)");
        }
        return "FORMAT AS PARQUET";
    }

    private static String create(List<Column> columns) {
        return columns.stream()
                .map(column -> quoted(column.name()) + " " + duckType(column.type()))
                .collect(Collectors.joining(
                        ", ",
                        "CREATE TABLE " + TABLE
                                + " (\"__tributary_line\" INTEGER, \"__tributary_key\" INTEGER, \"__tributary_row\" BOOLEAN, ",
                        ")"));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String duckType(ColumnType type) {
        return StagedTypes.isCarriedAsText(type.kind()) ? "VARCHAR" : type.sql();
    }

    private static void append(DuckDBConnection duckdb, Plan plan) throws SQLException {
        List<Column> columns = plan.layout().columns();
        try (DuckDBAppender appender = duckdb.createAppender("main", TABLE)) {
            int number = 0;
            for (Line line : plan.lines()) {
                number++;
                appender.beginRow().append(number);
                if (line.isFirst()) {
                    appender.append(line.key());
                } else {
                    appender.appendNull();
                }
                appender.append(line.row() != null);
                List<@Nullable Object> cells = StageFile.cells(plan.layout(), line);
                for (int i = 0; i < cells.size(); i++) {
                    append(appender, columns.get(i).type(), cells.get(i));
                }
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, ColumnType type, @Nullable Object cell) throws SQLException {
        if (cell == null) {
            appender.appendNull();
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> appender.append((boolean) (Boolean) cell);
            case SMALLINT -> appender.append(((Long) cell).shortValue());
            case INTEGER -> appender.append(((Long) cell).intValue());
            case BIGINT -> appender.append((long) (Long) cell);
            case FLOAT -> appender.append((float) (Float) cell);
            case DOUBLE -> appender.append(((Number) cell).doubleValue());
            case DECIMAL -> appender.append(((BigDecimal) cell).setScale(type.scale(), RoundingMode.UNNECESSARY));
            case DATE -> appender.appendEpochDays(((Long) cell).intValue());
            case TIMESTAMP -> appender.appendEpochMicros((Long) cell);
            default -> appender.append(CellText.of(type.kind(), cell));
        }
    }
}
