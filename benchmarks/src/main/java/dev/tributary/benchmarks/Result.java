package dev.tributary.benchmarks;

import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.output.Answer;
import dev.tributary.benchmarks.output.Timing;
import dev.tributary.benchmarks.systems.Contender;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What one run came to.
 *
 * @param answer of a system that joins
 */
record Result(Format format, Contender contender, int bonuses, Timing timing, Optional<Answer> answer) {
    private static final double MILLION = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    double allPerSecond() {
        return perSecond(bonuses, timing.all());
    }

    double steadyPerSecond() {
        return perSecond(bonuses, timing.steady());
    }

    /** Over the second half of the bonuses. */
    double latePerSecond() {
        return perSecond(bonuses - bonuses / 2, timing.late());
    }

    /** CPU seconds per million bonuses, from the start of the process. */
    double systemCpu() {
        return cpu(timing.cpuAll().system());
    }

    double systemCpuSteady() {
        return cpu(timing.cpuSteady().system());
    }

    double systemCpuLate() {
        return cpu(timing.cpuLate().system()) * bonuses / (bonuses - bonuses / 2);
    }

    double brokerCpu() {
        return cpu(timing.cpuAll().broker());
    }

    private static double perSecond(int rows, Duration time) {
        return time.isZero() ? 0 : rows * NANOS_PER_SECOND / time.toNanos();
    }

    private double cpu(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND * MILLION / bonuses;
    }

    boolean isRight() {
        return answer.map(rows -> rows.isRight(contender.mayBeStale())).orElse(true);
    }

    String right() {
        return answer.map(rows -> isRight() ? "yes" + remarks(rows) : "NO" + remarks(rows))
                .orElse("-");
    }

    private String remarks(Answer rows) {
        long again = rows.records() - bonuses + rows.missing();
        return remark(rows.stale(), "stale")
                + remark(rows.wrong(), "wrong")
                + remark(rows.missing(), "missing")
                + remark(again, "sent again");
    }

    private static String remark(long count, String word) {
        return count == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", count, word);
    }
}
