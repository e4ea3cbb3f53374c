package dev.tributary.local.cockroach;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/**
 * A change of the table orders, as the wrapped envelope tells it.
 *
 * @param number its place in the history; the row that it changes is {@code number % keys}
 * @param micros when it was committed, in microseconds since 1970
 */
record Row(long number, String key, boolean deleted, long micros) {

    /** The n-th change: a row of its own, or, every tenth time, a change or a delete of the row before. */
    static Row of(long number, long micros) {
        long last = number % 10 == 9 ? number - 1 : number;
        return new Row(number, uuid(last), number % 20 == 19, micros);
    }

    /** Digits that do not compress better than those of a real table. */
    private static String uuid(long number) {
        return UUID.nameUUIDFromBytes(Long.toString(number).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The message; {@code topic} only where the webhook adds it. */
    String message(boolean withTopic) {
        String after = deleted
                ? "null"
                : String.format(
                        Locale.ROOT,
                        "{\"id\":\"%s\",\"number\":%d,\"total\":%d.50,\"ts\":\"2024-01-11T10:00:00.123456\","
                                + "\"user_id\":\"%s\"}",
                        key,
                        number,
                        number % 1000,
                        uuid(-number % 1000));
        return String.format(
                Locale.ROOT,
                "{\"after\":%s,\"key\":[\"%s\"],%s\"updated\":\"%d000.0000000000\"}",
                after,
                key,
                withTopic ? "\"topic\":\"orders\"," : "",
                micros);
    }
}
