package dev.tributary.local.snowflake;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A seeded random history of few rows, with deletes and with older versions that come late; a plain map knows how it ends. */
final class RandomHistory {

    private static final int KEYS = 200;

    private final Map<BigDecimal, List<Object>> model = new TreeMap<>();
    private final BonusRows rows;
    private final String topic;
    private final Random random;
    private int position;
    private long landing;

    RandomHistory(BonusRows rows, String topic, long seed) {
        this.rows = rows;
        this.topic = topic;
        this.random = new Random(seed);
    }

    /** Sends so many changes. */
    void play(int changes) throws Exception {
        for (int i = 0; i < changes; i++) {
            change();
        }
        rows.flush();
    }

    private void change() {
        long id = random.nextInt(KEYS);
        position++;
        if (random.nextInt(5) == 0) {
            rows.delete(topic, id, position);
            model.remove(new BigDecimal(id));
        } else {
            String name = random.nextInt(10) == 0 ? null : "name " + random.nextInt(1000);
            BigDecimal bonus = BigDecimal.valueOf(random.nextInt(100_000), 2);
            rows.upsert(topic, id, name, bonus.toString(), position);
            model.put(new BigDecimal(id), Arrays.asList(new BigDecimal(id), name, bonus));
        }
        landing++;
        if (random.nextInt(10) == 0) {
            rows.upsert(topic, id, "stale", "0.00", 0);
            landing++;
        }
    }

    /** How many rows the table will have: one per change, tombstones not among them. */
    long landing() {
        return landing;
    }

    /** The rows that are left, by key: id, name, bonus. */
    List<List<Object>> left() {
        return List.copyOf(model.values());
    }
}
