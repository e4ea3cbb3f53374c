package dev.tributary.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Random changes of employees and bonuses, no two of which write the same values. */
final class ReplayHistory {
    /** A change of one of the two tables. */
    record Entry(boolean ofEmployee, History.Change change) {}

    private final Random random;
    private final Set<Integer> employees = new HashSet<>();
    private final Set<Integer> bonuses = new HashSet<>();

    ReplayHistory(long seed) {
        this.random = new Random(seed);
    }

    List<Entry> changes(int count) {
        List<Entry> entries = new ArrayList<>(count);
        for (int lsn = 1; lsn <= count; lsn++) {
            boolean ofEmployee = random.nextInt(3) == 0;
            int key = random.nextInt(ofEmployee ? count / 50 : count / 10);
            Set<Integer> there = ofEmployee ? employees : bonuses;
            boolean delete = there.contains(key) && random.nextInt(8) == 0;
            String op = delete ? "d" : there.contains(key) ? "u" : "c";
            Map<String, @Nullable Object> row =
                    delete ? null : ofEmployee ? employee(key, lsn) : bonus(key, lsn, count);
            if (delete) {
                there.remove(key);
            } else {
                there.add(key);
            }
            entries.add(new Entry(ofEmployee, new History.Change(key, row, op, lsn)));
        }
        return entries;
    }

    private static Map<String, @Nullable Object> employee(int key, int unique) {
        return new TreeMap<>(Map.of("employee_id", key, "first_name", "name-" + unique));
    }

    private Map<String, @Nullable Object> bonus(int key, int unique, int count) {
        return new TreeMap<>(Map.of("bonus_id", key, "employee_id", random.nextInt(count / 50), "bonus", unique));
    }
}
