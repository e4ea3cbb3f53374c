package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A real MariaDB with a binary log of whole rows, the payroll model in database {@code hr}, and Debezium's role. */
public final class MariaDbServer implements AutoCloseable {

    public static final String DATABASE = "hr";
    public static final String CONNECTOR = "mariadb-payroll-source";
    public static final String REPLICATION_ROLE = "tributary_replication";

    /** Debezium's reader of the log speaks past our log's settings; held, so that its level stays. */
    private static final Logger READER_LOG = Logger.getLogger("com.github.shyiko.mysql.binlog");

    private static final String OWNER = "root";
    private static final String FOLDER = "mariadb";

    private final Child process;
    private final Installation installation;
    private final Secrets secrets;
    private final int port;

    private MariaDbServer(Child process, Installation installation, Secrets secrets, int port) {
        this.process = process;
        this.installation = installation;
        this.secrets = secrets;
        this.port = port;
    }

    /**
     * Starts the server, making its data and the model on the first start.
     *
     * @throws LocalException when the build has not unpacked a MariaDB
     */
    public static MariaDbServer start(Installation installation, DataDirectory directory, int port)
            throws IOException, SQLException {
        READER_LOG.setLevel(Level.WARNING);
        Path home = directory.folder(FOLDER);
        Path log = directory.logs().resolve("mariadb.log");
        Secrets secrets = Secrets.of(directory);
        MariaDbProgram program = MariaDbProgram.of(installation, home);
        program.initialize(log);
        List<String> command = program.server(port, secrets.value(Secrets.MARIADB_PASSWORD));
        Child process = Child.start(home, "TERM", command, log);
        MariaDbServer server = new MariaDbServer(process, installation, secrets, port);
        try {
            Ready.await("mariadb", log, process::isAlive, server::answers);
            server.prepare();
        } catch (RuntimeException | IOException | SQLException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** The folders of Debezium's connector, for {@link ConnectWorker}. */
    public static Path plugins(Installation installation) {
        return MariaDbProgram.built(installation, "mariadb-plugins");
    }

    /** Waits for a server that a killed launcher has left, which is about to end. */
    public static void awaitPrevious(DataDirectory directory) throws IOException {
        Child.awaitPrevious(directory.folder(FOLDER));
    }

    private boolean answers() {
        try (Connection connection = connect("")) {
            return connection.isValid(5);
        } catch (SQLException e) {
            if ("08001".equals(e.getSQLState()) && DriverManager.drivers().noneMatch(MariaDbServer::isOurs)) {
                throw LocalException.partFailed("the driver of MariaDB is missing: " + MariaDbProgram.FIX);
            }
            return false;
        }
    }

    private static boolean isOurs(java.sql.Driver driver) {
        return driver.getClass().getName().startsWith("org.mariadb.");
    }

    private void prepare() throws IOException, SQLException {
        String model = Files.readString(installation.file("schemas/mysql/payroll.sql"));
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            for (String each : statements(model)) {
                statement.execute(each);
            }
            // the log would hold the password as it stands there
            statement.execute("SET SESSION sql_log_bin = 0");
            statement.execute("ALTER USER " + REPLICATION_ROLE + " IDENTIFIED BY '"
                    + secrets.value(Secrets.MARIADB_REPLICATION_PASSWORD) + "' ACCOUNT UNLOCK");
        }
    }

    /** The driver takes one statement at a time. */
    private static List<String> statements(String script) {
        String bare = script.replaceAll("(?m)--.*$", "");
        return Arrays.stream(bare.split(";", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** A new connection to database {@code hr}, as the administrator. */
    public Connection connect() throws SQLException {
        return connect(DATABASE);
    }

    private Connection connect(String database) throws SQLException {
        String url = "jdbc:mariadb://" + Ports.HOST + ":" + port + "/" + database;
        return DriverManager.getConnection(url, OWNER, secrets.value(Secrets.MARIADB_PASSWORD));
    }

    /** {@code connectors/mariadb-payroll-source.properties} over these tables ({@code hr.txns}), with the places of this stack. */
    public Map<String, String> source(String bootstrapServers, SchemaRegistry registry, List<String> tables)
            throws IOException {
        Map<String, String> config = installation.properties("connectors/" + CONNECTOR + ".properties");
        config.put("database.hostname", Ports.HOST);
        config.put("database.port", Integer.toString(port));
        config.put("database.user", REPLICATION_ROLE);
        config.put("database.password", secrets.reference(Secrets.MARIADB_REPLICATION_PASSWORD));
        config.put("table.include.list", String.join(",", tables));
        config.put("schema.history.internal.kafka.bootstrap.servers", bootstrapServers);
        config.put("value.converter.schema.registry.url", registry.url());
        // somebody is watching: look for changes without the usual pauses
        config.put("poll.interval.ms", "20");
        config.put("heartbeat.interval.ms", "500");
        return config;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
