package dev.tributary.local;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;

/** What the start has done so far, one line a step, with its time. */
final class Steps {

    private final PrintWriter out;
    private final long began = System.nanoTime();

    Steps(PrintWriter out) {
        this.out = out;
    }

    /** Runs one step and prints its line; steps may run side by side. */
    <T> T run(String name, Described<T> describe, Callable<T> step) throws Exception {
        long start = System.nanoTime();
        T result = step.call();
        line(name, "ready", start, describe.of(result));
        return result;
    }

    /** The words that tell of a step's result. */
    @FunctionalInterface
    interface Described<T> {
        String of(T result);
    }

    synchronized void line(String name, String state, long startNanos, String detail) {
        out.println(String.format(Locale.ROOT, "  %-10s %-9s %5.1f s   %s", name, state, seconds(startNanos), detail));
        out.flush();
    }

    synchronized void say(String text) {
        out.println(text);
        out.flush();
    }

    synchronized void print(String text) {
        out.print(text);
        out.flush();
    }

    /** Prints a prompt, and leaves the cursor behind it. */
    void ask(String prompt) {
        print(prompt);
    }

    /** Seconds since the program began its work. */
    double sinceStart() {
        return seconds(began);
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
