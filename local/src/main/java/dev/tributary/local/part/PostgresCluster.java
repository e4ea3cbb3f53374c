package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The data of one Postgres, and its process.
 *
 * @param bin the folder of its programs
 * @param home a folder of its own
 * @param log where it tells what it does
 */
record PostgresCluster(Path bin, Path home, Path log) {
    private static final String DATA = "data";

    /** What differs from Postgres' defaults. */
    private static final Map<String, String> SETTINGS = Map.of(
            "wal_level", "logical",
            "listen_addresses", Ports.HOST,
            // a path below a deep directory would be too long for a socket
            "unix_socket_directories", "",
            // a slot that nobody reads any more must not fill the disk
            "max_slot_wal_keep_size", "1GB",
            "timezone", "UTC");

    /** Starts the server, making its data on the first start; {@code authentication} is one of pg_hba.conf. */
    Child start(int port, String authentication, String password) throws IOException {
        if (!Files.isDirectory(home.resolve(DATA))) {
            initialize(authentication, password);
        }
        return Child.start(home, "INT", serverCommand(port), log);
    }

    private List<String> serverCommand(int port) {
        List<String> command = new ArrayList<>(unprivileged());
        command.addAll(List.of(
                bin.resolve("postgres").toString(), "-D", home.resolve(DATA).toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private void initialize(String authentication, String password) throws IOException {
        Path partial = home.resolve("data.partial");
        Path passwordFile = Files.writeString(
                Files.createTempFile(
                        home,
                        "owner",
                        ".password",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                password);
        List<String> command = new ArrayList<>(unprivileged());
        command.addAll(List.of(bin.resolve("initdb").toString(), "-D", partial.toString(), "-U", PostgresServer.OWNER));
        command.addAll(List.of("-A", authentication, "--pwfile", passwordFile.toString()));
        command.addAll(List.of("--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"));
        try {
            DataDirectory.delete(partial);
            run(command);
        } finally {
            Files.delete(passwordFile);
        }
        Files.move(partial, home.resolve(DATA));
    }

    /** Postgres refuses to run as root; in a user namespace of its own, root is nobody. */
    private static List<String> unprivileged() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
    }

    private void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                String fix = unprivileged().isEmpty()
                        ? ""
                        : "; where root may not make a user namespace (unshare -U), start as an ordinary user";
                throw LocalException.partFailed("initdb failed: see " + log + fix);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in initdb", e);
        }
    }

    static boolean answers(String url, String password) {
        try (Connection connection = DriverManager.getConnection(url, PostgresServer.OWNER, password)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }
}
