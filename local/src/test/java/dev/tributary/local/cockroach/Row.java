package dev.tributary.local.cockroach;

import java.util.Locale;

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
        return new Row(
                number,
                String.format(Locale.ROOT, "%08d-0000-4000-8000-000000000000", last),
                number % 20 == 19,
                micros);
    }

    /** The message; {@code topic} only where the webhook adds it. */
    String message(boolean withTopic) {
        String after = deleted
                ? "null"
                : String.format(
                        Locale.ROOT,
                        "{\"id\":\"%s\",\"number\":%d,\"total\":%d.50,\"ts\":\"2024-01-11T10:00:00.123456\","
                                + "\"user_id\":\"aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa\"}",
                        key,
                        number,
                        number % 1000);
        return String.format(
                Locale.ROOT,
                "{\"after\":%s,\"key\":[\"%s\"],%s\"updated\":\"%d000.0000000000\"}",
                after,
                key,
                withTopic ? "\"topic\":\"orders\"," : "",
                micros);
    }
}
