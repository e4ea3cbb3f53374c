package dev.tributary.connect.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.connect.objects.Location;
import dev.tributary.connect.objects.ObjectStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's client against a double that lists and serves the files of a folder as S3 does. */
class S3ExportTest {
    @TempDir
    Path folder;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/bucket", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldImportWhatLiesInABucket() throws Exception {
        try (ExportHarness source = new ExportHarness(folder)
                .with("export.location", "s3://bucket/exports")
                .with("s3.endpoint", "http://127.0.0.1:" + server.getAddress().getPort())
                .with("s3.path.style", "true")
                .with("s3.region", "eu-central-1")
                .with("s3.access.key.id", "key")
                .with("s3.secret.access.key", "secret")) {
            source.gzip("20201230_V0001", "id,name", "1,one", "2,two");
            source.gzip("20201230_V0002", "id,name", "1,uno", "2,two");
            ExportHarness.gzip(source.file("20201230_V0003", "orders.csv.gz.part"), "id,name");

            source.run();

            assertThat(source.changes())
                    .containsExactly(
                            "1 r@20201230.1 - > 1,one", "2 r@20201230.1 - > 2,two", "1 u@20201230.2 1,one > 1,uno");
            ExportSourceConfig config = new ExportSourceConfig(source.settings);
            try (ObjectStore store = Location.open(config.location(), config)) {
                assertThat(store.folders()).containsExactly("acme");
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getQuery();
            String key = exchange.getRequestURI().getPath().replaceFirst("^/bucket/?", "");
            byte[] body = key.isEmpty()
                    ? list(query).getBytes(StandardCharsets.UTF_8)
                    : Files.readAllBytes(folder.resolve(key));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String list(String query) throws IOException {
        String prefix = Stream.of(query.split("&"))
                .filter(part -> part.startsWith("prefix="))
                .map(part -> part.substring("prefix=".length()))
                .findFirst()
                .orElse("");
        StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
        TreeSet<String> folders = new TreeSet<>();
        for (Path file : files()) {
            String key = folder.relativize(file).toString();
            if (key.startsWith(prefix)) {
                folders.add(prefix + key.substring(prefix.length()).split("/", 2)[0] + "/");
                xml.append("<Contents><Key>").append(key);
                xml.append("</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><Size>");
                xml.append(Files.size(file)).append("</Size></Contents>");
            }
        }
        if (query.contains("delimiter=")) {
            xml.setLength(0);
            xml.append("<ListBucketResult><IsTruncated>false</IsTruncated>");
            folders.forEach(name -> xml.append("<CommonPrefixes><Prefix>" + name + "</Prefix></CommonPrefixes>"));
        }
        return xml.append("</ListBucketResult>").toString();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder.resolve("exports"))) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
