package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Adobe's S3Mock, which speaks S3, in a JVM of its own; what it keeps is gone when it ends. */
public final class ObjectStore implements AutoCloseable {
    private static final String PROGRAM = "s3mock-exec.jar";

    private final Child process;
    private final String url;

    private ObjectStore(Child process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts the store with empty buckets. */
    public static ObjectStore start(Installation installation, DataDirectory directory, int port, List<String> buckets)
            throws IOException {
        Path home = directory.folder("objects");
        Path log = directory.logs().resolve("objects.log");
        Child process = Child.start(home, "TERM", command(installation, home, port, buckets), log);
        ObjectStore store = new ObjectStore(process, "http://" + Ports.HOST + ":" + port);
        try {
            Ready.await("object store", log, process::isAlive, () -> Http.answers(store.url + "/"));
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        return store;
    }

    private static List<String> command(Installation installation, Path home, int port, List<String> buckets) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + home,
                "-jar",
                installation.built("s3mock").resolve(PROGRAM).toString(),
                "--server.address=" + Ports.HOST,
                "--com.adobe.testing.s3mock.store.initial-buckets=" + String.join(",", buckets),
                "--server.port=0",
                "--http.port=" + port);
    }

    /** The endpoint for a client with path-style access; any credentials will do. */
    public String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
