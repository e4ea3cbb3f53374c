package dev.tributary.local.part;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Where the output topics end: a sink connector that fills it, and SQL that reads it. */
public interface Warehouse extends AutoCloseable {

    /** The name of the sink connector. */
    String connector();

    /** Folders for the worker's {@code plugin.path}. */
    List<Path> plugins();

    /** The connector's settings; a record that cannot be written goes to a topic of its own, and the others go on. */
    Map<String, String> config(List<String> topics, SchemaRegistry registry) throws IOException;

    /** Whether the sink commits past tombstones; one that leaves them out stays a record behind. */
    boolean countsTombstones();

    /** A connection of the caller's own. */
    Connection connect() throws SQLException;

    /** The table or view with the latest row of each key of a topic. */
    String table(String topic);

    /** The latest rows of a topic without those that are deleted, to be selected from. */
    String rows(String topic);

    /** Where it is, in words. */
    String place();

    /** The consumer group of the sink connector. */
    default String group() {
        return "connect-" + connector();
    }

    /** What went wrong on the warehouse's own side, in words. */
    default List<String> problems() {
        return List.of();
    }

    @Override
    void close() throws SQLException;
}
