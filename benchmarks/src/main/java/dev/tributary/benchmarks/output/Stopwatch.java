package dev.tributary.benchmarks.output;

import dev.tributary.benchmarks.stand.Child;
import java.time.Duration;
import java.util.BitSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Watches an output topic fill up: when the first row, half of them and the last became visible, and the CPU time used. */
public final class Stopwatch {
    private static final Duration POLL = Duration.ofMillis(20);

    private final Child system;
    private final Child broker;
    private final long started;
    private final Duration brokerBefore;
    private final BitSet seen = new BitSet();
    private int bonuses;
    private Moment first;
    private Moment half;
    private Moment last;
    private boolean halfWay;
    private Duration lastVisible = Duration.ZERO;

    /** To be made just after the system was started, with the time of that. */
    public Stopwatch(Child system, Child broker, long startedNanos) {
        this.system = system;
        this.broker = broker;
        this.started = startedNanos;
        this.brokerBefore = broker.cpu();
        this.first = now();
        this.half = first;
        this.last = first;
    }

    /** A point in the run: time since the start and CPU time used since then. */
    private record Moment(Duration time, Duration system, Duration broker) {}

    /**
     * Returns when {@code expected} bonuses have a row and nothing more came for {@code quiet}, or when nothing came for
     * {@code stall}.
     */
    public Timing await(OutputTopic topic, int expected, Duration quiet, Duration stall) {
        boolean silent = false;
        while (true) {
            ConsumerRecords<byte[], byte[]> rows = topic.next(POLL);
            if (rows.isEmpty()) {
                // asking for the CPU time is dear, and idle systems use none: once per silence is enough
                last = silent ? last : now();
                silent = true;
            } else {
                silent = false;
                record(rows, expected / 2);
            }
            Duration silence = sinceStart().minus(lastVisible);
            if (silence.compareTo(bonuses >= expected ? quiet : stall) >= 0) {
                return timing();
            }
            system.check();
        }
    }

    private void record(ConsumerRecords<byte[], byte[]> rows, int halfOfThem) {
        lastVisible = sinceStart();
        if (seen.isEmpty()) {
            first = now();
        }
        for (ConsumerRecord<byte[], byte[]> row : rows) {
            int bonus = OutputTopic.bonusId(row.key());
            bonuses += seen.get(bonus) ? 0 : 1;
            seen.set(bonus);
        }
        if (!halfWay && bonuses >= halfOfThem) {
            halfWay = true;
            half = now();
        }
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private Moment now() {
        return new Moment(sinceStart(), system.cpu(), broker.cpu().minus(brokerBefore));
    }

    private Timing timing() {
        return new Timing(
                lastVisible,
                lastVisible.minus(first.time()),
                lastVisible.minus(half.time()),
                new Timing.Cpu(last.system(), last.broker()),
                since(first),
                since(half));
    }

    private Timing.Cpu since(Moment moment) {
        return new Timing.Cpu(
                last.system().minus(moment.system()), last.broker().minus(moment.broker()));
    }
}
