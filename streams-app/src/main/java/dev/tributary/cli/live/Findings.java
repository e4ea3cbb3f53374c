package dev.tributary.cli.live;

import dev.tributary.app.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a look at the running systems found, in the order in which it was found. */
public final class Findings {
    /** What is worst is told first by the exit code: without a broker little else can be known. */
    private static final List<ExitCode> BY_WEIGHT =
            List.of(ExitCode.BROKER_UNREACHABLE, ExitCode.TOPIC_MISSING, ExitCode.REGISTRY_UNREACHABLE, ExitCode.FALSE);

    private final List<String> lines = new ArrayList<>();
    private final List<ExitCode> wrong = new ArrayList<>();

    void ok(String what) {
        lines.add("ok   " + what);
    }

    void note(String what) {
        lines.add("note " + what);
    }

    void wrong(ExitCode code, String what) {
        wrong.add(code);
        lines.add("FAIL " + what);
    }

    void wrong(String what) {
        wrong(ExitCode.FALSE, what);
    }

    List<String> lines() {
        return lines;
    }

    /** Prints every finding, and how many are wrong. */
    public void print(PrintWriter out) {
        lines.forEach(out::println);
        if (!wrong.isEmpty()) {
            out.println(wrong.size() == 1 ? "1 problem" : wrong.size() + " problems");
        }
        out.flush();
    }

    /** What the command ends with. */
    public ExitCode exitCode() {
        Optional<ExitCode> worst = BY_WEIGHT.stream().filter(wrong::contains).findFirst();
        return worst.orElse(ExitCode.OK);
    }
}
