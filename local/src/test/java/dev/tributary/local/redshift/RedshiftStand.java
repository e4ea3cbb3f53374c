package dev.tributary.local.redshift;

import dev.tributary.local.part.RedshiftWarehouse;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The double of Redshift with its store, once for all tests of a JVM; tests keep apart by the names of their tables. */
final class RedshiftStand {
    private static final class Shared {
        private static final RedshiftStand STAND = start();
    }

    private final RedshiftWarehouse warehouse;

    private RedshiftStand(RedshiftWarehouse warehouse) {
        this.warehouse = warehouse;
    }

    static RedshiftStand shared() {
        return Shared.STAND;
    }

    private static RedshiftStand start() {
        try {
            Path folder = Files.createTempDirectory("redshift-stand");
            DataDirectory directory = DataDirectory.open(folder.resolve("data"), false);
            RedshiftWarehouse warehouse =
                    RedshiftWarehouse.start(Installation.find(), directory, Ports.anyFree(directory.ports()));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(warehouse, directory, folder)));
            return new RedshiftStand(warehouse);
        } catch (IOException | SQLException e) {
            throw new AssertionError("the double of Redshift did not start", e);
        }
    }

    private static void end(RedshiftWarehouse warehouse, DataDirectory directory, Path folder) {
        try {
            warehouse.close();
            directory.close();
            DataDirectory.delete(folder);
        } catch (IOException | SQLException e) {
            throw new AssertionError("the double of Redshift did not end", e);
        }
    }

    RedshiftWarehouse warehouse() {
        return warehouse;
    }

    Faults faults() {
        return warehouse.redshift().faults();
    }

    /** A sink's settings, those given last. */
    Map<String, String> settings(String name, String... more) {
        Map<String, String> settings = new TreeMap<>(warehouse.settings());
        settings.put("name", name);
        settings.put("batch.linger.ms", "60000");
        settings.put("redshift.retry.ms", "20000");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    SinkHarness sink(String name, String... more) {
        return new SinkHarness(settings(name, more));
    }

    /** Rows as text, columns joined by " | ". */
    List<String> query(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    cells.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" | ", cells));
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return rows;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The files that lie in the store below a connector's folder. */
    List<String> staged(String name) {
        return warehouse
                .objects()
                .listObjectsV2(request ->
                        request.bucket(warehouse.settings().get("stage.bucket")).prefix("tributary/" + name + "/"))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }
}
