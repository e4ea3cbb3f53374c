package dev.tributary.local.part;

import dev.tributary.app.ExitCode;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Amazon's DynamoDB local in a JVM of its own; what it keeps lies in the data directory.
 *
 * <p>It listens on every address of the machine: it has no setting for that.
 */
public final class DynamoDbServer implements AutoCloseable {
    private static final String PROGRAM = "com.amazonaws.services.dynamodbv2.local.main.ServerRunner";

    private final Child process;
    private final String url;

    private DynamoDbServer(Child process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts the server over the tables of the last time. */
    public static DynamoDbServer start(Installation installation, DataDirectory directory, int port)
            throws IOException {
        Path home = directory.folder("dynamodb");
        Path log = directory.logs().resolve("dynamodb.log");
        Child process = Child.start(home, "TERM", command(installation, home, port), log);
        DynamoDbServer server = new DynamoDbServer(process, "http://" + Ports.HOST + ":" + port);
        try {
            Ready.await("DynamoDB", log, process::isAlive, () -> listens(port));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> command(Installation installation, Path home, int port) throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + home,
                "-Djava.library.path=" + libraries(installation),
                "-cp",
                classPath(libraries(installation)),
                PROGRAM,
                "-disableTelemetry",
                "-sharedDb",
                "-dbPath",
                home.toString(),
                "-port",
                Integer.toString(port));
    }

    private static Path libraries(Installation installation) {
        Path folder = installation.file("local/dynamodb/target/lib");
        if (!Files.isDirectory(folder)) {
            throw new LocalException(
                    ExitCode.USAGE, folder + " is missing: start through ./tributary, which builds it");
        }
        return folder;
    }

    private static String classPath(Path folder) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            return String.join(
                    ":",
                    jars.map(Path::toString)
                            .filter(name -> name.endsWith(".jar"))
                            .sorted()
                            .toList());
        }
    }

    /** The endpoint for a client; any region and credentials will do. */
    public String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
