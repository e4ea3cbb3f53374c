package dev.tributary.local.check;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A table of the warehouse against the source's own answer, row by row; equal rows count as often as they are there. */
public final class AnswerCheck {
    private static final int NAMED = 10;

    private final Answer answer;
    private final Map<List<@Nullable Object>, Integer> open = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private int equal;
    private int different;

    private AnswerCheck(Answer answer) {
        this.answer = answer;
        for (List<@Nullable Object> row : answer.rows()) {
            open.merge(comparable(row), 1, Integer::sum);
        }
    }

    /**
     * Reads the rows and compares them.
     *
     * @param rows what to select from: the rows that are to equal the answer
     */
    public static Verification.Result compare(Answer answer, Connection warehouse, String rows) throws SQLException {
        AnswerCheck check = new AnswerCheck(answer);
        try (Statement statement = warehouse.createStatement();
                ResultSet result = statement.executeQuery(query(answer, rows))) {
            while (result.next()) {
                check.see(row(result, answer.columns().size()));
            }
        }
        return check.result();
    }

    /** What reads the answer's columns of some rows. */
    public static String query(Answer answer, String rows) {
        return "SELECT " + String.join(", ", answer.columns()) + " FROM " + rows;
    }

    private static List<@Nullable Object> row(ResultSet result, int columns) throws SQLException {
        List<@Nullable Object> row = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
            row.add(value(result, i));
        }
        return comparable(row);
    }

    /** A time without a zone must not be read in the zone of this machine. */
    private static @Nullable Object value(ResultSet result, int column) throws SQLException {
        String type = result.getMetaData().getColumnTypeName(column).toUpperCase(Locale.ROOT);
        if (!type.startsWith("TIMESTAMP")) {
            return result.getObject(column);
        }
        boolean zoned = type.endsWith("TZ") || type.contains("WITH TIME ZONE");
        return zoned
                ? result.getObject(column, OffsetDateTime.class)
                : (Object) result.getObject(column, LocalDateTime.class);
    }

    private void see(List<@Nullable Object> row) {
        Integer expected = open.get(row);
        if (expected == null) {
            differ(row, "differs, or is not at the source");
            return;
        }
        equal++;
        open.computeIfPresent(row, (same, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    private Verification.Result result() {
        open.forEach((row, count) -> {
            for (int i = 0; i < count; i++) {
                differ(row, "is missing from the warehouse as it is at the source");
            }
        });
        return new Verification.Result(equal, different, List.copyOf(differences));
    }

    /** Names keys, never values. */
    private void differ(List<@Nullable Object> row, String how) {
        different++;
        if (differences.size() < NAMED) {
            String key = answer.keyColumns() == 0
                    ? "a row"
                    : answer.columns().subList(0, answer.keyColumns()) + " " + row.subList(0, answer.keyColumns());
            differences.add(answer.topic() + ": " + key + " " + how);
        }
    }

    private static List<@Nullable Object> comparable(List<@Nullable Object> row) {
        List<@Nullable Object> comparable = new ArrayList<>(row.size());
        row.forEach(value -> comparable.add(comparable(value)));
        return comparable;
    }

    /** Numbers by value, moments in UTC, whatever the driver's types are. */
    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof Number) {
            return new BigDecimal(value.toString()).stripTrailingZeros();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant();
        }
        if (value instanceof LocalDateTime moment) {
            return moment.toInstant(ZoneOffset.UTC);
        }
        return value instanceof UUID ? value.toString() : value;
    }
}
