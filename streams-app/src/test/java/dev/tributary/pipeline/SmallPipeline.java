package dev.tributary.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text of a small, right pipeline, to be changed line by line. */
public final class SmallPipeline {
    private static final List<String> LINES = List.of(
            "pipeline = p",
            "tables = orders, customers",
            "table.orders.topic = orders",
            "table.orders.key = id",
            "table.orders.columns = id long, customer int, total decimal(12,2)?",
            "table.customers.topic = customers",
            "table.customers.key = id",
            "table.customers.columns = id int, name string, email string?",
            "outputs = o",
            "output.o.topic = out",
            "output.o.from = orders",
            "output.o.join = customers",
            "output.o.join.customers.on = orders.customer",
            "output.o.fields = orders.id, customers.name, orders.total");

    private SmallPipeline() {}

    /** The file with these lines in place of those with the same keys, or behind them. */
    public static Path write(Path folder, String... changes) throws IOException {
        Map<String, String> byKey = new LinkedHashMap<>();
        LINES.forEach(line -> byKey.put(key(line), line));
        for (String change : changes) {
            byKey.put(key(change), change);
        }
        return Files.write(folder.resolve("small.properties"), byKey.values());
    }

    private static String key(String line) {
        return line.substring(0, line.indexOf(' '));
    }
}
