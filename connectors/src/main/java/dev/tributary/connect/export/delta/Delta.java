package dev.tributary.connect.export.delta;

import static dev.tributary.connect.export.delta.SqlText.each;
import static dev.tributary.connect.export.delta.SqlText.name;
import static dev.tributary.connect.export.delta.SqlText.names;
import static dev.tributary.connect.export.delta.SqlText.parquet;

import dev.tributary.connect.export.files.RefusedExportException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The changes that make a table's previous export the new one, in an order that depends on nothing but the two.
 *
 * <p>The rows are compared column by column, a part of the keys at a time, so that the memory needed does not grow with
 * the tables.
 */
public final class Delta {
    /** How many rows are joined at a time. */
    private static final long ROWS_AT_A_TIME = 1_000_000;

    private final Workbench bench;
    private final Shape shape;
    private final Counts counts;
    private final String select;

    private Delta(Workbench bench, Shape shape, Counts counts, String select) {
        this.bench = bench;
        this.shape = shape;
        this.counts = counts;
        this.select = select;
    }

    /**
     * Of a new export, against the previous one where there is one, each a file that {@link Workbench#load} wrote.
     *
     * @throws RefusedExportException when a key is null or not unique
     */
    public static Delta of(Workbench bench, Shape shape, @Nullable Path before, Path after)
            throws SQLException, RefusedExportException {
        bench.requireKeys(after, shape);
        long rows = bench.count("SELECT count(*) FROM " + parquet(after));
        return before == null
                ? new FirstExport(bench, shape, after).delta(rows)
                : new Comparison(bench, shape, bench.stateColumns(before)).delta(before, after, rows);
    }

    /** How many changes of each kind. */
    public Counts counts() {
        return counts;
    }

    /** The changes, as often as wanted, in the same order each time. */
    public DeltaRows rows() throws SQLException {
        return bench.cursor(select, shape);
    }

    private static RefusedExportException duplicates(Shape shape) {
        return new RefusedExportException("the key (" + names(shape.key()) + ") is not unique");
    }

    private static long parts(long rows) {
        return Math.max(1, (rows + ROWS_AT_A_TIME - 1) / ROWS_AT_A_TIME);
    }

    private static String part(Shape shape, long number, long parts) {
        return parts == 1 ? "" : " WHERE hash(" + names(shape.key()) + ") % " + parts + " = " + number;
    }

    /** Every row, in the order of the files. */
    private record FirstExport(Workbench bench, Shape shape, Path after) {
        Delta delta(long rows) throws SQLException, RefusedExportException {
            long parts = parts(rows);
            for (long i = 0; i < parts; i++) {
                requireUnique(i, parts);
            }
            String nothing = IntStream.range(0, shape.columns().size())
                    .mapToObj(i -> "NULL::VARCHAR")
                    .collect(Collectors.joining(", "));
            String select = "SELECT 'r', " + nothing + ", " + names(shape.columns()) + " FROM " + parquet(after);
            return new Delta(bench, shape, new Counts(rows, 0, rows, 0, 0), select);
        }

        private void requireUnique(long number, long parts) throws SQLException, RefusedExportException {
            long repeated = bench.count("SELECT count(*) FROM (SELECT 1 FROM " + parquet(after)
                    + part(shape, number, parts) + " GROUP BY " + names(shape.key()) + " HAVING count(*) > 1)");
            if (repeated > 0) {
                throw duplicates(shape);
            }
        }
    }

    /** The rows that are new, gone or different, in the order of their keys. */
    private record Comparison(Workbench bench, Shape shape, List<String> known) {
        Delta delta(Path before, Path after, long rows) throws SQLException, RefusedExportException {
            if (!known.containsAll(shape.key())) {
                throw new RefusedExportException("the previous export has no column of the key (" + names(shape.key())
                        + "); a table cannot change its key: import it under another name");
            }
            long previous = bench.count("SELECT count(*) FROM " + parquet(before));
            bench.execute(
                    "CREATE OR REPLACE TEMP TABLE delta (op VARCHAR, " + columns("b") + ", " + columns("a") + ")");
            long parts = parts(Math.max(rows, previous));
            for (long i = 0; i < parts; i++) {
                bench.execute(insert(before, after, part(shape, i, parts)));
            }
            Counts counts = new Counts(rows, previous, count("op = 'c'"), count("op = 'u'"), count("op = 'd'"));
            requireUnique(counts);
            String key =
                    each(shape.key(), ", ", column -> "coalesce(" + cell("a", column) + ", " + cell("b", column) + ")");
            return new Delta(bench, shape, counts, "SELECT * FROM delta ORDER BY " + key);
        }

        private String insert(Path before, Path after, String where) {
            String same = each(shape.key(), " AND ", column -> "a." + name(column) + " = b." + name(column));
            String first = name(shape.key().get(0));
            String differs = each(
                    shape.columns(), " OR ", column -> "a." + name(column) + " IS DISTINCT FROM b." + name(column));
            return "INSERT INTO delta SELECT CASE WHEN b." + first + " IS NULL THEN 'c' WHEN a." + first
                    + " IS NULL THEN 'd' ELSE 'u' END, b.*, a.* FROM (SELECT " + selected(known) + " FROM "
                    + parquet(before) + where + ") b FULL OUTER JOIN (SELECT " + names(shape.columns()) + " FROM "
                    + parquet(after) + where + ") a ON " + same + " WHERE a." + first + " IS NULL OR b." + first
                    + " IS NULL OR " + differs;
        }

        /** A column that the previous export did not have was null in it. */
        private String selected(List<String> present) {
            return each(
                    shape.columns(),
                    ", ",
                    column -> present.contains(column) ? name(column) : "NULL::VARCHAR AS " + name(column));
        }

        /**
         * The previous keys are unique. So each key of the new export that they have is there once exactly if as many
         * rows of the one met a partner as of the other.
         */
        private void requireUnique(Counts counts) throws SQLException, RefusedExportException {
            long met = counts.rows() - counts.creates();
            long repeated = bench.count("SELECT count(*) FROM (SELECT 1 FROM delta WHERE op = 'c' GROUP BY "
                    + each(shape.key(), ", ", column -> cell("a", column)) + " HAVING count(*) > 1)");
            if (met != counts.before() - counts.deletes() || repeated > 0) {
                throw duplicates(shape);
            }
        }

        private long count(String condition) throws SQLException {
            return bench.count("SELECT count(*) FROM delta WHERE " + condition);
        }

        private String columns(String side) {
            return each(shape.columns(), ", ", column -> cell(side, column) + " VARCHAR");
        }

        /** Numbered, as names that differ by case only are one name to DuckDB. */
        private String cell(String side, String column) {
            return side + shape.columns().indexOf(column);
        }
    }
}
