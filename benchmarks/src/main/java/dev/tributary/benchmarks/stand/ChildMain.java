package dev.tributary.benchmarks.stand;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Runs another main class in a process that ends when its parent does, even when the parent is killed. */
public final class ChildMain {
    private ChildMain() {}

    /** The class to run, then its own arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        var unused = ProcessHandle.current()
                .parent()
                .orElseThrow()
                .onExit()
                .thenRun(() -> Runtime.getRuntime().halt(1));
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(args[0] + " ended with an error", e.getCause());
        }
    }
}
