package dev.tributary.local.truth;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Instances of the streams app, a process each: when one is killed, its tasks move to the others, and back. */
final class Instances implements AutoCloseable {
    interface Start {
        Process of(int instance) throws IOException;
    }

    private final Start start;
    private final List<Process> running = new ArrayList<>();
    private int next;

    Instances(int count, Start start) throws IOException {
        this.start = start;
        for (int instance = 0; instance < count; instance++) {
            running.add(start.of(instance));
        }
    }

    /** Kills one after the other in turn, as a crash does, and starts it again. */
    void killOne() throws IOException, InterruptedException {
        running.get(next).destroyForcibly().waitFor();
        running.set(next, start.of(next));
        next = (next + 1) % running.size();
    }

    /** Kills an instance as a crash does, and leaves it dead. */
    void kill(int instance) throws InterruptedException {
        running.remove(instance).destroyForcibly().waitFor();
    }

    /** Starts one more, under a number of its own. */
    void startAs(int instance) throws IOException {
        running.add(start.of(instance));
    }

    /** The exit code of one that ended by itself. */
    Optional<Integer> ended() {
        return running.stream()
                .filter(process -> !process.isAlive())
                .map(Process::exitValue)
                .findFirst();
    }

    @Override
    public void close() {
        running.forEach(process -> process.destroyForcibly().onExit().join());
    }
}
