package dev.tributary.benchmarks.output;

import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.data.Workload;
import dev.tributary.benchmarks.output.OutputRow.Verdict;
import dev.tributary.benchmarks.stand.Registry;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the last output row of each bonus says, compared with the workload.
 *
 * @param records output records, tombstones included
 * @param right bonuses joined with their employee's last version
 * @param stale bonuses joined with an earlier version of their employee
 * @param wrong bonuses with any other row
 * @param missing bonuses without a row
 */
public record Answer(long records, int right, int stale, int wrong, int missing) {
    /** Reads all of {@code topic}, which nothing writes any more. */
    public static Answer of(OutputTopic topic, Workload workload, Format format, Registry registry) {
        Reading reading = new Reading(workload, RowDecoder.of(format, registry));
        topic.forEach(reading::accept);
        return reading.answer();
    }

    /** Whether every bonus is right; a stream output may also have seen the earlier version. */
    public boolean isRight(boolean staleAllowed) {
        return wrong == 0 && missing == 0 && (staleAllowed || stale == 0);
    }

    /** The state of each bonus while the topic is being read. */
    private static final class Reading {
        private final Workload workload;
        private final RowDecoder decoder;
        private final @Nullable Verdict[] last;
        private long records;

        Reading(Workload workload, RowDecoder decoder) {
            this.workload = workload;
            this.decoder = decoder;
            this.last = new Verdict[workload.bonuses() + 1];
        }

        void accept(ConsumerRecord<byte[], byte[]> row) {
            int bonus = OutputTopic.bonusId(row.key());
            last[bonus] =
                    row.value() == null ? null : decoder.decode(row.value()).judge(bonus, workload);
            records++;
        }

        Answer answer() {
            Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
            for (Verdict verdict : last) {
                if (verdict != null) {
                    counts.merge(verdict, 1, Integer::sum);
                }
            }
            int judged = counts.values().stream().mapToInt(Integer::intValue).sum();
            return new Answer(
                    records,
                    counts.getOrDefault(Verdict.RIGHT, 0),
                    counts.getOrDefault(Verdict.STALE, 0),
                    counts.getOrDefault(Verdict.WRONG, 0),
                    workload.bonuses() - judged);
        }
    }
}
