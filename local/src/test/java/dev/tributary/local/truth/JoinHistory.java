package dev.tributary.local.truth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Random changes of a few employees and bonuses, as their topics hold them, and what SQL answers at the end. */
final class JoinHistory {
    static final int KEYS = 10;
    private static final int EMPLOYEES = 4;
    private static final int BONUSES = 6;

    /** A change of one of the two tables; a null row is a delete. */
    record Change(boolean ofEmployee, int key, @Nullable Row row, long lsn) {}

    /** A row: an employee's name, or whom a bonus refers to and its amount. */
    record Row(@Nullable Integer employee, int value) {}

    final List<Change> changes = new ArrayList<>();
    private final Map<Integer, Row> employees = new HashMap<>();
    private final Map<Integer, Row> bonuses = new HashMap<>();

    /** A history over keys from {@code base}; some stretches of it come twice. */
    JoinHistory(Random random, int operations, int base) {
        List<Change> once = new ArrayList<>();
        for (int lsn = 1; lsn <= operations; lsn++) {
            once.add(change(random, base, lsn));
        }
        for (int next = 0; next < once.size(); next++) {
            changes.add(once.get(next));
            if (random.nextInt(30) == 0) {
                next -= random.nextInt(Math.min(next + 1, 10));
            }
        }
    }

    private Change change(Random random, int base, long lsn) {
        boolean ofEmployee = random.nextInt(5) < 2;
        int key = base + random.nextInt(ofEmployee ? EMPLOYEES : BONUSES);
        Map<Integer, Row> table = ofEmployee ? employees : bonuses;
        if (table.containsKey(key) && random.nextInt(5) == 0) {
            table.remove(key);
            return new Change(ofEmployee, key, null, lsn);
        }
        // one employee more than there are: some references lead nowhere
        Integer employee = ofEmployee || random.nextInt(8) == 0 ? null : base + random.nextInt(EMPLOYEES + 1);
        Row row = new Row(employee, random.nextInt(6));
        table.put(key, row);
        return new Change(ofEmployee, key, row, lsn);
    }

    /** The rows of the join at the end, as {@code employee|name|amount} by bonus. */
    Map<Integer, String> answer(boolean left) {
        Map<Integer, String> answer = new TreeMap<>();
        bonuses.forEach((id, bonus) -> {
            Row employee = bonus.employee() == null ? null : employees.get(bonus.employee());
            if (employee != null) {
                answer.put(id, line(Objects.requireNonNull(bonus.employee()), employee.value(), bonus.value()));
            } else if (left) {
                answer.put(id, line(null, null, bonus.value()));
            }
        });
        return answer;
    }

    static String line(@Nullable Object employee, @Nullable Object name, Object amount) {
        return employee + "|" + name + "|" + amount;
    }
}
