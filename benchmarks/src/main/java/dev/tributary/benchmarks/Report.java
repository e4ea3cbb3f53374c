package dev.tributary.benchmarks;

import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.systems.Contender;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The runs so far, and the table of their medians. */
final class Report {
    private static final String ROW = "| %-26s | %7s | %9s | %7s | %18s | %6s | %6s | %7s | %7s | %s |%n";

    private final PrintWriter out;
    private final List<Result> results = new ArrayList<>();
    private boolean complete = true;

    Report(PrintWriter out) {
        this.out = out;
    }

    /** Keeps a run's result and prints it. */
    void add(int round, Result result) {
        results.add(result);
        out.printf(
                Locale.ROOT,
                "round %d  %-4s  %-26s all %s/s  steady %s/s  late %s/s  CPU s per M %.1f (broker %.1f)  right: %s%n",
                round,
                result.format().word(),
                result.contender().word(),
                rate(result.allPerSecond()),
                rate(result.steadyPerSecond()),
                rate(result.latePerSecond()),
                result.systemCpu(),
                result.brokerCpu(),
                result.right());
        out.flush();
    }

    /** Prints that a run came to nothing. */
    void failed(int round, Contender contender, Exception failure) {
        complete = false;
        out.printf("round %d  %s failed: %s%n", round, contender.word(), failure.getMessage());
        out.flush();
    }

    /** Whether every run came to an end and its output was right. */
    boolean isRight() {
        return complete && results.stream().allMatch(Result::isRight);
    }

    void print(Format format) {
        out.printf("%n%s, medians; x copy and x limit are of the steady rates%n", format.word());
        out.printf(
                ROW,
                "system",
                "all /s",
                "steady /s",
                "late /s",
                "CPU s per M",
                "broker",
                "x copy",
                "x limit",
                "x late",
                "right");
        out.printf(ROW, Collections.nCopies(10, "---").toArray());
        for (Contender contender : Contender.values()) {
            if (of(format, contender).findAny().isPresent()) {
                row(format, contender);
            }
        }
        out.flush();
    }

    private void row(Format format, Contender contender) {
        out.printf(
                Locale.ROOT,
                ROW,
                contender.word(),
                rate(median(format, contender, Result::allPerSecond)),
                rate(median(format, contender, Result::steadyPerSecond)),
                rate(median(format, contender, Result::latePerSecond)),
                String.format(
                        Locale.ROOT,
                        "%.1f / %.1f / %.1f",
                        median(format, contender, Result::systemCpu),
                        median(format, contender, Result::systemCpuSteady),
                        median(format, contender, Result::systemCpuLate)),
                String.format(Locale.ROOT, "%.1f", median(format, contender, Result::brokerCpu)),
                ratio(format, contender, Contender.BARE_COPY, Result::steadyPerSecond),
                ratio(format, contender, Contender.LIMIT_JOIN, Result::steadyPerSecond),
                ratio(format, contender, Contender.LIMIT_JOIN, Result::latePerSecond),
                of(format, contender)
                        .filter(result -> !result.isRight())
                        .findFirst()
                        .or(() -> of(format, contender).findFirst())
                        .map(Result::right)
                        .orElse("-"));
    }

    private String ratio(Format format, Contender contender, Contender reference, ToDoubleFunction<Result> figure) {
        double measure = median(format, reference, figure);
        return measure == 0 ? "-" : String.format(Locale.ROOT, "%.2f", median(format, contender, figure) / measure);
    }

    private Stream<Result> of(Format format, Contender contender) {
        return results.stream().filter(result -> result.format() == format && result.contender() == contender);
    }

    private double median(Format format, Contender contender, ToDoubleFunction<Result> figure) {
        double[] figures = of(format, contender).mapToDouble(figure).sorted().toArray();
        int middle = figures.length / 2;
        if (figures.length == 0) {
            return 0;
        }
        return figures.length % 2 == 1 ? figures[middle] : (figures[middle - 1] + figures[middle]) / 2;
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%.1fk", perSecond / 1000);
    }
}
