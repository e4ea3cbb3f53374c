package dev.tributary.local.origin;

import dev.tributary.local.check.Answer;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Full exports of a table, {@code TENANT/TABLE/EXPORT_VERSION/FILE.csv.gz}, one of them cut off. */
final class Exports implements Origin {
    private static final String CONNECTOR = "export-orders-source";
    private static final String TOPIC = "topic_export_orders";

    private final Site site;
    private final Path root;
    private final Path table;

    Exports(Site site) {
        this.site = site;
        DataDirectory directory = site.directory();
        root = directory.folder("exports");
        table = root.resolve("acme/orders");
    }

    @Override
    public String start() throws IOException {
        Files.createDirectories(table);
        ExportedOrders.write(table, next());
        return root + ", tenant acme, table orders, "
                + ExportedOrders.rows(last()).size() + " rows";
    }

    @Override
    public String pipeline() {
        return "config/pipelines/export-orders.properties";
    }

    @Override
    public Map<String, Map<String, String>> connectors(String bootstrapServers, SchemaRegistry registry)
            throws IOException {
        Map<String, String> config = site.installation().properties("connectors/" + CONNECTOR + ".properties");
        config.put("export.location", root.toString());
        config.put("work.dir", site.directory().folder("export-work").toString());
        config.put("scan.interval.ms", "200");
        config.put("settle.ms", "200");
        config.put("value.converter.schema.registry.url", registry.url());
        return Map.of(CONNECTOR, config);
    }

    /** The next export, one that is cut off, and the one after it. */
    @Override
    public String play() throws IOException {
        ExportedOrders.write(table, next());
        int broken = next();
        ExportedOrders.writeCutOff(table, broken);
        ExportedOrders.write(table, next());
        return "two more exports, and between them " + ExportedOrders.version(broken)
                + ", which is cut off: refused, state in the topic exports.imports";
    }

    @Override
    public List<Answer> answers() throws IOException {
        return List.of(new Answer(TOPIC, ExportedOrders.COLUMNS, 1, ExportedOrders.rows(last())));
    }

    @Override
    public String hint() {
        return "Export once more: put a file into " + table
                + "/VERSION under a name that ends in .tmp, and rename it to orders.csv";
    }

    private int last() throws IOException {
        try (Stream<Path> versions = Files.list(table)) {
            return (int) versions.count();
        }
    }

    private int next() throws IOException {
        return last() + 1;
    }

    @Override
    public void close() {}
}
