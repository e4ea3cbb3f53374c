package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Secrets;
import dev.tributary.local.place.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real Postgres, made ready for logical replication, with the payroll model in database {@code hr}. */
public final class PostgresServer implements AutoCloseable {

    public static final String DATABASE = "hr";
    public static final String OWNER = "postgres";
    public static final String REPLICATION_ROLE = "tributary_replication";

    private static final String FOLDER = "postgres";

    /** What differs from Postgres' defaults. */
    private static final Map<String, String> SETTINGS = Map.of(
            "wal_level", "logical",
            "listen_addresses", Ports.HOST,
            // a path below a deep directory would be too long for a socket
            "unix_socket_directories", "",
            // a slot that nobody reads any more must not fill the disk
            "max_slot_wal_keep_size", "1GB",
            "timezone", "UTC");

    private final Child process;
    private final String url;
    private final String password;

    private PostgresServer(Child process, String url, String password) {
        this.process = process;
        this.url = url;
        this.password = password;
    }

    /** Starts the server, making its data and the model on the first start. */
    public static PostgresServer start(Installation installation, DataDirectory directory, Ports ports)
            throws IOException, SQLException {
        Path home = directory.folder(FOLDER);
        Path log = directory.logs().resolve("postgres.log");
        Secrets secrets = Secrets.of(directory);
        Path bin = unpack(installation);
        Path data = home.resolve("data");
        if (!Files.isDirectory(data)) {
            initialize(bin, home, log, secrets.value(Secrets.OWNER_PASSWORD));
        }
        String port = Integer.toString(ports.of(Service.POSTGRES));
        Child process = Child.start(home, "INT", serverCommand(bin, data, port), log);
        writePrivately(
                passwordFile(directory), Ports.HOST + ":*:*:" + OWNER + ":" + secrets.value(Secrets.OWNER_PASSWORD));
        String server = "jdbc:postgresql://" + ports.address(Service.POSTGRES) + "/";
        String password = secrets.value(Secrets.OWNER_PASSWORD);
        PostgresServer postgres = new PostgresServer(process, server + DATABASE, password);
        try {
            Ready.await("postgres", log, process::isAlive, () -> answers(server + OWNER, password));
            postgres.prepare(installation, server + OWNER, secrets);
        } catch (RuntimeException | IOException | SQLException e) {
            postgres.close();
            throw e;
        }
        return postgres;
    }

    /** Unpacks the programs of Postgres, unless they are there, and returns their folder. */
    public static Path unpack(Installation installation) throws IOException {
        return PostgresBinaries.unpack(installation.built("").resolve("postgres-binaries"));
    }

    /** Waits for a server that a killed launcher has left, which is about to end. */
    public static void awaitPrevious(DataDirectory directory) throws IOException {
        Child.awaitPrevious(directory.folder(FOLDER));
    }

    /** The file of libpq's {@code PGPASSFILE} with the owner's password. */
    public static Path passwordFile(DataDirectory directory) {
        return directory.folder(FOLDER).resolve("pgpass");
    }

    private static List<String> serverCommand(Path bin, Path data, String port) {
        List<String> command = new ArrayList<>(unprivileged());
        command.addAll(List.of(bin.resolve("postgres").toString(), "-D", data.toString(), "-p", port));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private static void initialize(Path bin, Path home, Path log, String password) throws IOException {
        Path partial = home.resolve("data.partial");
        Path passwordFile = Files.writeString(
                Files.createTempFile(
                        home,
                        "owner",
                        ".password",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                password);
        List<String> command = new ArrayList<>(unprivileged());
        command.addAll(List.of(bin.resolve("initdb").toString(), "-D", partial.toString(), "-U", OWNER));
        command.addAll(List.of("-A", "scram-sha-256", "--pwfile", passwordFile.toString()));
        command.addAll(List.of("--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"));
        try {
            DataDirectory.delete(partial);
            run(command, log);
        } finally {
            Files.delete(passwordFile);
        }
        Files.move(partial, home.resolve("data"));
    }

    private static Path writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    /** Postgres refuses to run as root; in a user namespace of its own, root is nobody. */
    private static List<String> unprivileged() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
    }

    private static void run(List<String> command, Path log) throws IOException {
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

    private static boolean answers(String url, String password) {
        try (Connection connection = DriverManager.getConnection(url, OWNER, password)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private void prepare(Installation installation, String serverUrl, Secrets secrets)
            throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(serverUrl, OWNER, password);
                Statement statement = connection.createStatement()) {
            if (!statement
                    .executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")
                    .next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(installation.file("schemas/postgres/payroll.sql")));
            statement.execute("ALTER ROLE " + REPLICATION_ROLE + " PASSWORD '"
                    + secrets.value(Secrets.REPLICATION_PASSWORD) + "'");
        }
    }

    /** A new connection to database {@code hr}, as its owner. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, OWNER, password);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
