package dev.tributary.local.origin;

import dev.tributary.local.check.Answer;
import dev.tributary.local.part.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A source system with its connectors and its pipeline, and what it says itself about its rows. */
public interface Origin extends AutoCloseable {

    /** Starts what the source needs and puts its first rows there; tells where it is, in words. */
    String start() throws Exception;

    /** The pipeline's file, relative to the project. */
    String pipeline();

    /** Folders for the worker's {@code plugin.path}. */
    default List<Path> plugins() {
        return List.of();
    }

    /** The settings of the source connectors, by name. */
    Map<String, Map<String, String>> connectors(String bootstrapServers, SchemaRegistry registry) throws IOException;

    /** Changes rows while the connectors run; tells what was done, in words. */
    String play() throws Exception;

    /** The rows that each output's table must have now. */
    List<Answer> answers() throws Exception;

    /** How to change a row by hand. */
    String hint();

    @Override
    void close() throws IOException;
}
