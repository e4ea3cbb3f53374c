package dev.tributary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.test.TestRecord;

/**
 * A pipeline as several tasks run it. The driver has one partition of everything and finishes a record before it takes the
 * next; here each partition of each step is a driver of its own, and what waits for it is a queue. Whatever order the queues
 * are taken in, Kafka may take them in too.
 *
 * <pre>
 * bonuses ─ route ─▶ queue of each partition ─ join ─▶ queue of each partition ─ keep order ─▶ output
 *                    employees of each partition ─┘
 * </pre>
 */
final class Partitions implements AutoCloseable {
    private static final int COUNT = 3;
    private static final int SLOWEST = 12;
    private static final String ROUTED = "test-complete-by-payroll-repartition";
    private static final String WRITTEN = "test-complete-in-order-repartition";

    private final Flow route;
    private final List<Flow> joins;
    private final Flow keepOrder;
    private final BuiltInJoin builtIn;
    private final Wire employees;
    private final Wire bonuses;
    private final Deque<Runnable> bonusChanges = new ArrayDeque<>();
    private final List<Deque<Runnable>> employeeChanges = queues();
    private final List<Deque<Runnable>> routed = queues();
    private final List<Deque<Runnable>> written = queues();
    private final List<TestRecord<byte[], byte[]>> asWritten = new ArrayList<>();

    /** The partitions of a strict output; {@code builtIn} is told of each change when it is read. */
    Partitions(String pipeline, BuiltInJoin builtIn) {
        this.route = Flow.of(pipeline);
        this.joins =
                IntStream.range(0, COUNT).mapToObj(each -> Flow.of(pipeline)).toList();
        this.keepOrder = Flow.of(pipeline);
        this.builtIn = builtIn;
        this.employees = new Wire(route.pipeline().table("payroll"), route.registry());
        this.bonuses = new Wire(route.pipeline().table("bonus"), route.registry());
    }

    private static List<Deque<Runnable>> queues() {
        return Stream.<Deque<Runnable>>generate(ArrayDeque::new).limit(COUNT).toList();
    }

    /** Reads a history to its end; some stretches of its topics come twice. */
    void play(History history, Random random) {
        for (History.Change change : again(history.bonuses, random)) {
            bonusChanges.add(() -> readBonus(change));
        }
        for (int each = 0; each < COUNT; each++) {
            int partition = each;
            List<History.Change> here = history.employees.stream()
                    .filter(change -> partition(employees.key(change)) == partition)
                    .toList();
            for (History.Change change : again(here, random)) {
                employeeChanges.get(partition).add(() -> readEmployee(partition, change));
            }
        }
        run(random);
    }

    private static List<History.Change> again(List<History.Change> topic, Random random) {
        List<History.Change> sent = new ArrayList<>();
        for (int next = 0; next < topic.size(); next++) {
            sent.add(topic.get(next));
            if (random.nextInt(25) == 0) {
                next -= random.nextInt(Math.min(next + 1, 8));
            }
        }
        return sent;
    }

    /** Takes from the queues at random, from each as often as its own speed has it. */
    private void run(Random random) {
        List<Deque<Runnable>> slots = new ArrayList<>();
        Stream.of(List.of(bonusChanges), employeeChanges, routed, written)
                .flatMap(List::stream)
                .forEach(queue -> {
                    for (int speed = 1 + random.nextInt(SLOWEST); speed > 0; speed--) {
                        slots.add(queue);
                    }
                });
        while (slots.stream().anyMatch(queue -> !queue.isEmpty())) {
            Runnable next = slots.get(random.nextInt(slots.size())).poll();
            if (next != null) {
                next.run();
            }
        }
    }

    private void readBonus(History.Change change) {
        builtIn.bonus(change);
        send(route, bonuses, change);
        for (TestRecord<byte[], byte[]> row : route.raw(ROUTED)) {
            int partition = partition(row.key());
            routed.get(partition).add(() -> join(partition, row));
        }
    }

    private void readEmployee(int partition, History.Change change) {
        builtIn.employee(change);
        send(joins.get(partition), employees, change);
        pass(partition);
    }

    private void join(int partition, TestRecord<byte[], byte[]> row) {
        forward(joins.get(partition), ROUTED, row);
        pass(partition);
    }

    private void pass(int partition) {
        for (TestRecord<byte[], byte[]> row : joins.get(partition).raw(WRITTEN)) {
            written.get(partition).add(() -> {
                asWritten.add(row);
                forward(keepOrder, WRITTEN, row);
            });
        }
    }

    private static void send(Flow flow, Wire wire, History.Change change) {
        try {
            flow.send(wire.topic(), wire.key(change), wire.value(change));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (change.row() == null) {
            flow.send(wire.topic(), wire.key(change), null);
        }
    }

    private static void forward(Flow flow, String topic, TestRecord<byte[], byte[]> row) {
        flow.send(new ProducerRecord<>(topic, null, row.timestamp(), row.key(), row.value(), row.headers()));
    }

    private static int partition(byte[] key) {
        return Math.floorMod(Arrays.hashCode(key), COUNT);
    }

    /** What the joins wrote since the last call, in the order in which it reached the last step. */
    List<TestRecord<byte[], byte[]>> asWritten() {
        List<TestRecord<byte[], byte[]>> records = List.copyOf(asWritten);
        asWritten.clear();
        return records;
    }

    /** What reached the output topic since the last call. */
    List<TestRecord<byte[], byte[]>> output() {
        assertThat(Stream.concat(joins.stream(), Stream.of(route, keepOrder)))
                .allMatch(flow -> flow.raw(Flow.DEAD_LETTERS).isEmpty());
        Stream.concat(joins.stream(), Stream.of(route)).forEach(flow -> flow.raw(Payroll.COMPLETE));
        return keepOrder.raw(Payroll.COMPLETE);
    }

    @Override
    public void close() {
        route.close();
        joins.forEach(Flow::close);
        keepOrder.close();
    }
}
