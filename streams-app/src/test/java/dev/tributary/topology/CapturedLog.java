package dev.tributary.topology;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged at INFO or above while it is open, with stack traces. */
final class CapturedLog extends AbstractAppender implements AutoCloseable {
    private final List<String> lines = new ArrayList<>();
    private final LoggerContext context = LoggerContext.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final Level before = root.getLevel();

    private CapturedLog() {
        super("captured", null, null, true, Property.EMPTY_ARRAY);
    }

    static CapturedLog open() {
        CapturedLog captured = new CapturedLog();
        captured.start();
        captured.root.addAppender(captured, Level.INFO, null);
        captured.root.setLevel(Level.INFO);
        captured.context.updateLoggers();
        return captured;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void append(LogEvent event) {
        StringBuilder line = new StringBuilder(event.getMessage().getFormattedMessage());
        for (Throwable at = event.getThrown(); at != null; at = at.getCause()) {
            line.append(' ').append(at);
        }
        lines.add(line.toString());
    }

    @Override
    public void close() {
        root.removeAppender(getName());
        root.setLevel(before);
        context.updateLoggers();
        stop();
    }
}
