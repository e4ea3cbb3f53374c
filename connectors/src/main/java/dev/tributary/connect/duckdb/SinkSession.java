package dev.tributary.connect.duckdb;

import dev.tributary.connect.duckdb.store.DuckDbFile;
import dev.tributary.connect.duckdb.store.OffsetLedger;
import dev.tributary.connect.duckdb.store.Table;
import dev.tributary.connect.rows.BadRecords;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/** What a started task holds open: the shared file, a connection of its own, the ledger, the bad records. */
record SinkSession(
        DuckDbSinkConfig config,
        DuckDbFile file,
        DuckDBConnection connection,
        OffsetLedger ledger,
        BadRecords badRecords) {

    static SinkSession open(DuckDbSinkConfig config, String connector, BadRecords badRecords) throws SQLException {
        DuckDbFile file = DuckDbFile.open(config.file(), config.checkpointThreshold());
        try {
            DuckDBConnection connection = file.connect();
            return new SinkSession(config, file, connection, new OffsetLedger(file, connection, connector), badRecords);
        } catch (SQLException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    Table table(String name) {
        Table.Rules rules = new Table.Rules(
                config.tables().creates(),
                config.tables().evolves(),
                config.rules().positionField());
        return new Table(name, rules, file, connection);
    }

    void close() throws SQLException {
        connection.close();
        file.close();
    }
}
