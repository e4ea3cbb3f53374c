package dev.tributary.local.origin;

import dev.tributary.local.check.Answer;
import dev.tributary.local.part.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Two sources of one pipeline. */
record SideBySide(Origin first, Origin second) implements Origin {

    @Override
    public String start() throws Exception {
        return first.start() + "; " + second.start();
    }

    @Override
    public String pipeline() {
        return first.pipeline();
    }

    @Override
    public List<Path> plugins() {
        return Stream.concat(first.plugins().stream(), second.plugins().stream())
                .toList();
    }

    @Override
    public Map<String, Map<String, String>> connectors(String bootstrapServers, SchemaRegistry registry)
            throws IOException {
        Map<String, Map<String, String>> both = new LinkedHashMap<>(first.connectors(bootstrapServers, registry));
        both.putAll(second.connectors(bootstrapServers, registry));
        return both;
    }

    @Override
    public String play() throws Exception {
        return first.play() + "; " + second.play();
    }

    @Override
    public List<Answer> answers() throws Exception {
        return Stream.concat(first.answers().stream(), second.answers().stream())
                .toList();
    }

    @Override
    public String hint() {
        return first.hint() + "\n" + second.hint();
    }

    @Override
    public void close() throws IOException {
        try (second) {
            first.close();
        }
    }
}
