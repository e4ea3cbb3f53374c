package dev.tributary.local;

import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that run now, and the order in which they have to end. */
final class Running implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    private final Map<Part, AutoCloseable> parts = new EnumMap<>(Part.class);

    /** In closing order: readers before what they read; a connector would wait long for a Postgres that is gone. */
    enum Part {
        STREAMS,
        CONNECT,
        WAREHOUSE,
        POSTGRES,
        KAFKA,
        REGISTRY
    }

    synchronized void add(Part part, AutoCloseable closeable) {
        parts.put(part, closeable);
    }

    /** Closes every part, the next one also when one fails; closing again does nothing. */
    @Override
    public synchronized void close() {
        parts.forEach((part, closeable) -> {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("{} did not close cleanly", part, e);
            }
        });
        parts.clear();
    }
}
