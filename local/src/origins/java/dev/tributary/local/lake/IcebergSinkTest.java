package dev.tributary.local.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.Eventually;
import dev.tributary.local.place.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped configuration in a real worker, over S3Mock and Postgres; what it wrote is read by DuckDB. */
class IcebergSinkTest {
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    @Test
    @Timeout(900)
    void shouldHoldEveryCommittedVersionOnceAndShowTheCurrentRowsThoughTheWorkerIsKilled() throws Exception {
        try (LakeStand stand = new LakeStand(folder);
                LakeRows rows = new LakeRows(stand.broker.bootstrapServers(), stand.registry.url());
                Connection catalog = stand.catalog();
                Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            LakeTable table = new LakeTable(stand.s3, catalog, Files.createDirectories(folder.resolve("copies")));
            rows.commit(500);
            for (int kill = 0; kill < KILLS; kill++) {
                stand.startWorker();
                stand.runSink();
                rows.abort(100);
                int files = table.files().size();
                rows.commit(300);
                // a file that no snapshot has yet, or a snapshot whose offsets are not committed yet
                Eventually.isTrue("the sink has committed", () -> table.files().size() > files);
                rows.commit(300);
                stand.killWorker();
            }
            stand.startWorker();
            stand.runSink();
            Eventually.isTrue("the lake has every version", () -> versions(duckdb, table) >= rows.committed);

            assertThat(versions(duckdb, table)).isEqualTo(rows.committed);
            assertThat(current(duckdb)).isEqualTo(rows.current);
        }
    }

    private static long versions(Connection duckdb, LakeTable table) throws Exception {
        String files = table.files().stream().map(file -> "'" + file + "'").collect(Collectors.joining(","));
        if (files.isEmpty()) {
            return 0;
        }
        try (Statement sql = duckdb.createStatement()) {
            sql.execute("CREATE SCHEMA IF NOT EXISTS lake");
            sql.execute("CREATE OR REPLACE VIEW lake.payroll_complete_changes AS FROM read_parquet([" + files
                    + "], union_by_name = true)");
            try (ResultSet count = sql.executeQuery("SELECT count(*) FROM lake.payroll_complete_changes")) {
                count.next();
                return count.getLong(1);
            }
        }
    }

    /** What the shipped view gives. */
    private static Map<Long, String> current(Connection duckdb) throws Exception {
        Map<Long, String> rows = new TreeMap<>();
        try (Statement sql = duckdb.createStatement()) {
            sql.execute(Files.readString(Installation.find().file("schemas/iceberg/payroll.sql")));
            read(sql, rows);
        }
        return rows;
    }

    private static void read(Statement sql, Map<Long, String> rows) throws SQLException {
        try (ResultSet result = sql.executeQuery("SELECT bonus_id, full_name, bonus FROM lake.payroll_complete")) {
            while (result.next()) {
                rows.put(result.getLong(1), result.getString(2) + "," + result.getBigDecimal(3).setScale(2));
            }
        }
    }
}
