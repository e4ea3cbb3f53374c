package dev.tributary.benchmarks.systems;

import dev.tributary.benchmarks.data.Format;
import java.util.List;

/**
 * What a system over the plain clients is told on its command line.
 *
 * @param bonuses how many bonuses there will be
 * @param outputSchemaId of Avro output rows
 * @param lingerMs of the producer: 0 for latency, more for throughput
 */
public record PlainSystem(
        Kind kind,
        String bootstrap,
        String payroll,
        String bonus,
        String output,
        Format format,
        int bonuses,
        int outputSchemaId,
        int lingerMs) {
    /** What a system does with the records. */
    public enum Kind {
        /** Reads everything, and reports the first and the last bonus. */
        CONSUME,
        /** Writes a record of an output row's size for each bonus. */
        COPY,
        /** Joins by hand. */
        LIMIT_JOIN
    }

    static PlainSystem parse(String[] args) {
        return new PlainSystem(
                Kind.valueOf(args[0]),
                args[1],
                args[2],
                args[3],
                args[4],
                Format.valueOf(args[5]),
                Integer.parseInt(args[6]),
                Integer.parseInt(args[7]),
                Integer.parseInt(args[8]));
    }

    /** The main class, then this as its arguments. */
    public List<String> command() {
        return List.of(
                PlainSystemMain.class.getName(),
                kind.name(),
                bootstrap,
                payroll,
                bonus,
                output,
                format.name(),
                String.valueOf(bonuses),
                String.valueOf(outputSchemaId),
                String.valueOf(lingerMs));
    }

    Work work() {
        return switch (kind) {
            case CONSUME -> new BareConsume(bonuses);
            case COPY -> new BareCopy(format);
            case LIMIT_JOIN -> LimitJoin.of(format, outputSchemaId);
        };
    }
}
