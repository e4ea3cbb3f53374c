package dev.tributary.local.origin;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A table of orders with a hybrid logical clock, and the bare messages that a changefeed makes of its changes. */
final class FeedOrders {
    static final List<String> COLUMNS = List.of("id", "user_id", "total", "ts");

    private static final int SCANNED = 1_000;
    private static final int CHANGED = 600;

    private final Map<Integer, List<@Nullable Object>> orders = new TreeMap<>();
    private final Random random = new Random(7);
    private long clock = Instant.now().getEpochSecond() * 1_000_000_000L;

    /** The messages of an initial scan, all at one time. */
    List<String> scan() {
        List<String> messages = new ArrayList<>();
        String scanned = tick(0);
        for (int order = 0; order < SCANNED; order++) {
            messages.add(upsert(order, amount(), scanned));
        }
        return messages;
    }

    /** Orders that change, come, go and come back. */
    List<String> changes() {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < CHANGED; i++) {
            int order = random.nextInt(SCANNED + SCANNED / 5);
            String at = tick(i % 3);
            boolean gone = orders.containsKey(order) && random.nextInt(4) == 0;
            messages.add(gone ? delete(order, at) : upsert(order, i % 10 == 0 ? null : amount(), at));
        }
        return messages;
    }

    /** Two changes of one moment differ in the logical part. */
    private String tick(int logical) {
        clock += logical == 0 ? 1_000_000 : 0;
        return clock + "." + String.format(Locale.ROOT, "%010d", logical);
    }

    private BigDecimal amount() {
        return BigDecimal.valueOf(random.nextInt(1_000_000), 2);
    }

    private String upsert(int order, @Nullable BigDecimal total, String at) {
        Instant ts = Instant.ofEpochSecond(1_700_000_000L + order);
        orders.put(order, Arrays.asList(id(order), user(order), total, ts));
        return "{\"id\":\"" + id(order) + "\",\"user_id\":\"" + user(order) + "\",\"total\":" + total + ",\"ts\":\""
                + ts + "\",\"__op\":\"upsert\",\"crdb_internal_mvcc_timestamp\":\"" + at + "\"}";
    }

    private String delete(int order, String at) {
        orders.remove(order);
        return "{\"id\":\"" + id(order) + "\",\"user_id\":null,\"total\":null,\"ts\":null,\"__op\":\"delete\","
                + "\"crdb_internal_mvcc_timestamp\":\"" + at + "\"}";
    }

    static String id(int order) {
        return new UUID(0, order).toString();
    }

    private static String user(int order) {
        return new UUID(1, order % 97).toString();
    }

    List<List<@Nullable Object>> rows() {
        return List.copyOf(orders.values());
    }
}
