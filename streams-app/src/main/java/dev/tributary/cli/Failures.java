package dev.tributary.cli;

import dev.tributary.app.ExitCode;
import dev.tributary.app.StartFailure;
import dev.tributary.config.InvalidConfiguration;
import dev.tributary.config.Problem;
import java.io.PrintWriter;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.rocksdb.RocksDBException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong, in lines that name the fix, and chooses the exit code. */
final class Failures implements IExecutionExceptionHandler {
    private static final List<Class<? extends Throwable>> BROKEN_STATE = List.of(
            ProcessorStateException.class, LockException.class, TaskCorruptedException.class, RocksDBException.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof InvalidConfiguration invalid) {
            print(err, invalid.problems());
        } else if (failure instanceof StartFailure start) {
            err.println("tributary: " + start.getMessage());
        } else {
            err.println("tributary: this is a mistake of ours, please report it:");
            failure.printStackTrace(err);
        }
        err.flush();
        return of(failure).code();
    }

    static void print(PrintWriter out, List<Problem> problems) {
        problems.forEach(out::println);
        out.println(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
        out.flush();
    }

    /** The exit code of a failure. */
    static ExitCode of(Throwable failure) {
        if (failure instanceof InvalidConfiguration) {
            return ExitCode.USAGE;
        }
        if (failure instanceof StartFailure start) {
            return start.exitCode();
        }
        for (Throwable at = failure; at != null; at = at.getCause()) {
            Throwable cause = at;
            if (BROKEN_STATE.stream().anyMatch(type -> type.isInstance(cause))) {
                return ExitCode.STATE_BROKEN;
            }
            if (cause instanceof TimeoutException) {
                return ExitCode.BROKER_UNREACHABLE;
            }
        }
        return ExitCode.STREAMS_FAILED;
    }
}
