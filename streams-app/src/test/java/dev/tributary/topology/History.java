package dev.tributary.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A random history of two tables over few keys: what their change topics hold, and what SQL would answer at its end. */
final class History {
    /** A change as its topic holds it; a null row is a delete. */
    record Change(int key, @Nullable Map<String, @Nullable Object> row, String op, long lsn) {}

    final List<Change> employees = new ArrayList<>();
    final List<Change> bonuses = new ArrayList<>();
    private final Map<Integer, Map<String, @Nullable Object>> employeeRows = new HashMap<>();
    private final Map<Integer, Map<String, @Nullable Object>> bonusRows = new HashMap<>();
    private final Random random;
    private final int base;
    private long lsn;

    /** A history of {@code operations} whose keys begin at {@code base}. */
    History(long seed, int operations, int base) {
        this.random = new Random(seed);
        this.base = base;
        this.lsn = 1000L + random.nextInt(1000);
        for (int i = 0; i < operations; i++) {
            if (random.nextInt(3) == 0) {
                change(employees, employeeRows, base + random.nextInt(4), this::employee);
            } else {
                change(bonuses, bonusRows, base + random.nextInt(6), this::bonus);
            }
        }
    }

    private interface NewRow {
        Map<String, @Nullable Object> of(int key);
    }

    private void change(List<Change> topic, Map<Integer, Map<String, @Nullable Object>> rows, int key, NewRow newRow) {
        lsn += 1 + random.nextInt(20);
        boolean exists = rows.containsKey(key);
        if (exists && random.nextInt(4) == 0) {
            rows.remove(key);
            topic.add(new Change(key, null, "d", lsn));
        } else {
            Map<String, @Nullable Object> row = newRow.of(key);
            rows.put(key, row);
            topic.add(new Change(key, row, exists ? "u" : "c", lsn));
        }
    }

    private Map<String, @Nullable Object> employee(int key) {
        Map<String, @Nullable Object> row = new TreeMap<>();
        row.put("employee_id", key);
        row.put("first_name", random.nextInt(5) == 0 ? null : "name-" + random.nextInt(3));
        return row;
    }

    private Map<String, @Nullable Object> bonus(int key) {
        Map<String, @Nullable Object> row = new TreeMap<>();
        row.put("bonus_id", key);
        row.put("employee_id", random.nextInt(8) == 0 ? null : base + random.nextInt(5));
        row.put("bonus", random.nextInt(6) == 0 ? null : random.nextInt(4));
        return row;
    }

    /** {@code SELECT … FROM bonus [LEFT] JOIN payroll USING (employee_id)}, one line a row, by bonus. */
    Map<Integer, String> answer(boolean left) {
        Map<Integer, String> answer = new TreeMap<>();
        bonusRows.forEach((id, bonus) -> {
            Map<String, @Nullable Object> employee = employeeRows.get(bonus.get("employee_id"));
            if (employee != null || left) {
                Object name = employee == null ? null : employee.get("first_name");
                answer.put(
                        id, line(id, employee == null ? null : employee.get("employee_id"), name, bonus.get("bonus")));
            }
        });
        return answer;
    }

    static String line(Object bonusId, @Nullable Object employeeId, @Nullable Object name, @Nullable Object amount) {
        return bonusId + "|" + employeeId + "|" + name + "|" + amount;
    }
}
