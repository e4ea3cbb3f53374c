package dev.tributary.local.check;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The warehouse table of the shipped pipeline against the SQL answer of Postgres, row by row and column by column. */
public final class Verification {

    /** The columns of the output, in its order; the first is the key. */
    static final List<String> COLUMNS =
            List.of("bonus_id", "employee_id", "full_name", "age", "ssn", "hourly_rate", "bonus", "gender", "email");

    private static final String ANSWER = """
            SELECT b.bonus_id, p.employee_id, p.first_name || ' ' || p.last_name AS full_name, p.age, p.ssn,
                   p.hourly_rate, b.bonus, p.gender, p.email
            FROM bonus b JOIN payroll p USING (employee_id)""";

    private static final int NAMED = 10;

    private final UnaryOperator<String> token;

    /** Compares tokens with what {@code token} makes of the clear value. */
    public Verification(UnaryOperator<String> token) {
        this.token = token;
    }

    /** What was found: how many rows are equal, and what is wrong, by key, never by value. */
    public record Result(int equal, int different, List<String> differences) {

        public boolean isEqual() {
            return different == 0;
        }
    }

    /**
     * Reads both sides, each in one transaction, and compares them.
     *
     * @param rows what to select from in the warehouse: the rows that are to equal the answer
     */
    public Result compare(Connection postgres, Connection warehouse, String rows) throws SQLException {
        Map<Long, List<@Nullable Object>> expected = new TreeMap<>();
        read(postgres, ANSWER, row -> expected.put(key(row), tokenized(row)));
        Comparison comparison = new Comparison(expected);
        read(warehouse, current(rows), comparison::see);
        return comparison.result();
    }

    private static String current(String rows) {
        return "SELECT " + String.join(", ", COLUMNS) + " FROM " + rows;
    }

    /** The first of some rows, to be shown. */
    public static String head(String rows, int count) {
        return current(rows) + " ORDER BY " + COLUMNS.get(0) + " LIMIT " + count;
    }

    private static long key(List<@Nullable Object> row) {
        return ((BigDecimal) Objects.requireNonNull(row.get(0))).longValueExact();
    }

    private List<@Nullable Object> tokenized(List<@Nullable Object> row) {
        int ssn = COLUMNS.indexOf("ssn");
        Object clear = row.get(ssn);
        row.set(ssn, clear == null ? null : token.apply((String) clear));
        return row;
    }

    private interface RowReader {
        void row(List<@Nullable Object> values);
    }

    private static void read(Connection connection, String query, RowReader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>(COLUMNS.size());
                for (int i = 1; i <= COLUMNS.size(); i++) {
                    row.add(comparable(result.getObject(i)));
                }
                reader.row(row);
            }
        }
    }

    /** Numbers by value, whatever their width; 2.50 equals 2.5. */
    private static @Nullable Object comparable(@Nullable Object value) {
        return value instanceof Number ? new BigDecimal(value.toString()).stripTrailingZeros() : value;
    }

    /** Strikes out of the expected rows what the warehouse has, and keeps what does not fit. */
    private static final class Comparison {

        private final Map<Long, List<@Nullable Object>> open;
        private final List<String> differences = new ArrayList<>();
        private int equal;
        private int different;

        Comparison(Map<Long, List<@Nullable Object>> expected) {
            this.open = expected;
        }

        void see(List<@Nullable Object> row) {
            long key = key(row);
            List<@Nullable Object> expected = open.remove(key);
            if (expected == null) {
                differ(key, "is in the warehouse twice, or not in Postgres");
            } else if (expected.equals(row)) {
                equal++;
            } else {
                differ(key, "differs in " + differing(expected, row));
            }
        }

        private static List<String> differing(List<@Nullable Object> expected, List<@Nullable Object> row) {
            return COLUMNS.stream()
                    .filter(column ->
                            !Objects.equals(expected.get(COLUMNS.indexOf(column)), row.get(COLUMNS.indexOf(column))))
                    .toList();
        }

        private void differ(long key, String how) {
            different++;
            if (differences.size() < NAMED) {
                differences.add(COLUMNS.get(0) + " " + key + " " + how);
            }
        }

        Result result() {
            open.keySet().forEach(key -> differ(key, "is missing from the warehouse"));
            return new Result(equal, different, List.copyOf(differences));
        }
    }
}
