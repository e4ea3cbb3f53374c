package dev.tributary.local.part;

import dev.tributary.app.ExitCode;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** npm's kinesis-local, which speaks Kinesis, in a process of its own; what it keeps is gone when it ends. */
public final class KinesisServer implements AutoCloseable {
    private static final String PACKAGE = "kinesis-local@0.6.2";
    private static final long INSTALL_MINUTES = 5;
    /** It has no setting for the address it listens at. */
    private static final String LOOPBACK_ONLY = """
            const net = require('net');
            const listen = net.Server.prototype.listen;
            net.Server.prototype.listen = function (...args) {
              const options = typeof args[0] === 'object' && args[0] !== null ? args[0] : { port: args[0] };
              const callback = args.find((arg) => typeof arg === 'function');
              return listen.call(this, { ...options, host: '127.0.0.1' }, callback);
            };
            """;

    private final Child process;
    private final String url;

    private KinesisServer(Child process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts the server without streams; the first time, npm installs it.
     *
     * @throws LocalException when there is no node or npm
     */
    public static KinesisServer start(Installation installation, DataDirectory directory, int port) throws IOException {
        Path home = directory.folder("kinesis");
        Path log = directory.logs().resolve("kinesis.log");
        Path program = installed(installation, log);
        Path preload = Files.writeString(home.resolve("loopback.cjs"), LOOPBACK_ONLY);
        Child process = Child.start(home, "TERM", command(program, preload, port), log);
        KinesisServer server = new KinesisServer(process, "http://" + Ports.HOST + ":" + port);
        try {
            Ready.await("Kinesis", log, process::isAlive, () -> Http.answers(server.url + "/healthcheck"));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private static List<String> command(Path program, Path preload, int port) throws IOException {
        return List.of(
                "bash",
                "-c",
                "cd \"$1\" && shift && exec \"$@\"",
                "kinesis",
                // it looks for its certificate there
                program.resolveSibling("").toString(),
                "env",
                "KINESIS_MOCK_PLAIN_PORT=" + port,
                "KINESIS_MOCK_TLS_PORT=" + anyPort(),
                "LOG_LEVEL=WARN",
                "node",
                "--require",
                preload.toString(),
                program.toString());
    }

    private static int anyPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path installed(Installation installation, Path log) throws IOException {
        Path folder = installation.file("local/target/kinesis");
        Path program = folder.resolve("node_modules/kinesis-local/main.js");
        if (!Files.exists(program)) {
            Files.createDirectories(folder);
            run(List.of("node", "--version"), log);
            run(
                    List.of(
                            "npm",
                            "install",
                            "--no-save",
                            "--no-package-lock",
                            "--no-fund",
                            "--no-audit",
                            "--prefix",
                            folder.toString(),
                            PACKAGE),
                    log);
        }
        return program;
    }

    private static void run(List<String> command, Path log) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new LocalException(
                    ExitCode.USAGE,
                    "there is no " + command.get(0) + " on the path: Kinesis is played by a program of npm; install"
                            + " Node.js 20 or newer");
        }
        try {
            if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw LocalException.partFailed(String.join(" ", command) + " failed: see " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw LocalException.partFailed("interrupted while npm installed " + PACKAGE);
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
