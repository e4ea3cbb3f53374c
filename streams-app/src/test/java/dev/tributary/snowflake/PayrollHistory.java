package dev.tributary.snowflake;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A random history of the payroll model over few keys, in commit order, with inserts, corrections and deletes. */
final class PayrollHistory {
    static final long EPOCH_MS = 1_700_000_000_000L;

    /**
     * One committed change; each has a millisecond of its own.
     *
     * @param row null: a delete
     */
    record Change(
            String table, long key, String op, @Nullable Map<String, @Nullable Object> row, long lsn) {
        long ms() {
            return EPOCH_MS + lsn;
        }

        String keyColumn() {
            return table.equals("bonus") ? "bonus_id" : "employee_id";
        }
    }

    private static final int EMPLOYEES = 25;
    private static final int BONUSES = 40;

    final List<Change> changes = new ArrayList<>();
    private final Set<String> present = new HashSet<>();
    private final Random random;
    private long lsn = 1000;

    PayrollHistory(long seed, int operations) {
        random = new Random(seed);
        for (int i = 0; i < operations; i++) {
            if (random.nextInt(3) == 0) {
                change("payroll", random.nextInt(EMPLOYEES));
            } else {
                change("bonus", random.nextInt(BONUSES));
            }
        }
    }

    private void change(String table, long key) {
        lsn += 1 + random.nextInt(20);
        boolean exists = !present.add(table + key);
        if (exists && random.nextInt(4) == 0) {
            present.remove(table + key);
            changes.add(new Change(table, key, "d", null, lsn));
        } else {
            changes.add(new Change(
                    table, key, exists ? "u" : "c", table.equals("bonus") ? bonus(key) : employee(key), lsn));
        }
    }

    private Map<String, @Nullable Object> employee(long key) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("employee_id", key);
        row.put("first_name", "Zoë " + random.nextInt(3));
        row.put("last_name", "O'Neill");
        row.put("age", perhaps(20 + random.nextInt(3)));
        row.put("ssn", "674-68-740" + random.nextInt(3));
        row.put("hourly_rate", perhaps(BigDecimal.valueOf(random.nextInt(30_000), 2)));
        row.put("gender", perhaps("x"));
        row.put("email", perhaps(key + "@example.com"));
        return row;
    }

    private Map<String, @Nullable Object> bonus(long key) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("bonus_id", key);
        row.put("employee_id", (long) random.nextInt(EMPLOYEES + 5));
        row.put("bonus", BigDecimal.valueOf(random.nextInt(1_000_000), 2));
        row.put("ts", "2026-01-01T00:00:00Z");
        return row;
    }

    private @Nullable Object perhaps(Object value) {
        return random.nextInt(5) == 0 ? null : value;
    }
}
