package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
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

/** A real Postgres, made ready for logical replication, with the payroll model in database {@code hr}. */
public final class PostgresServer implements AutoCloseable {

    public static final String DATABASE = "hr";
    public static final String OWNER = "postgres";
    public static final String REPLICATION_ROLE = "tributary_replication";

    private static final String FOLDER = "postgres";

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
        PostgresCluster cluster = new PostgresCluster(unpack(installation), home, log);
        Child process =
                cluster.start(ports.of(Service.POSTGRES), "scram-sha-256", secrets.value(Secrets.OWNER_PASSWORD));
        writePrivately(
                passwordFile(directory), Ports.HOST + ":*:*:" + OWNER + ":" + secrets.value(Secrets.OWNER_PASSWORD));
        String server = "jdbc:postgresql://" + ports.address(Service.POSTGRES) + "/";
        String password = secrets.value(Secrets.OWNER_PASSWORD);
        PostgresServer postgres = new PostgresServer(process, server + DATABASE, password);
        try {
            Ready.await("postgres", log, process::isAlive, () -> PostgresCluster.answers(server + OWNER, password));
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

    private static Path writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
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
