package dev.tributary.connect.redshift;

import dev.tributary.connect.aws.S3Settings;
import dev.tributary.connect.redshift.stage.CsvFile;
import dev.tributary.connect.redshift.stage.ParquetFile;
import dev.tributary.connect.redshift.stage.StageFile;
import dev.tributary.connect.redshift.stage.StagingArea;
import dev.tributary.connect.redshift.store.CopyStatement;
import dev.tributary.connect.redshift.store.OffsetLedger;
import dev.tributary.connect.redshift.store.Patience;
import dev.tributary.connect.redshift.store.Place;
import dev.tributary.connect.redshift.store.Table;
import dev.tributary.connect.redshift.store.Warehouse;
import dev.tributary.connect.rows.BadRecords;
import java.sql.SQLException;
import java.time.Clock;

/** What a started task holds open: its connection, its place in S3, the ledger, the bad records. */
record SinkSession(
        RedshiftSinkConfig config, Warehouse warehouse, StagingArea area, OffsetLedger ledger, BadRecords badRecords) {

    /** Opens both sides, and removes what crashes have left. */
    static SinkSession open(RedshiftSinkConfig config, BadRecords badRecords) {
        Patience patience = new Patience(config.retry(), config.secrets());
        Warehouse warehouse = new Warehouse(config.url(), config.login(), patience);
        StagingArea area =
                new StagingArea(S3Settings.client(config), config.bucket(), config.folder(), Clock.systemUTC());
        OffsetLedger ledger = new OffsetLedger(config.schema(), config.connector());
        ledger.create(warehouse);
        if (!config.expiry().isZero()) {
            patience.attempt("looking for left-over files in " + config.bucket(), () -> {
                area.removeOlderThan(config.expiry());
                return true;
            });
        }
        return new SinkSession(config, warehouse, area, ledger, badRecords);
    }

    Table table(String name) {
        Table.Rules rules = new Table.Rules(
                config.tables().creates(),
                config.tables().evolves(),
                config.rules().positionField(),
                config.varcharBytes());
        return new Table(Place.of(config.schema(), name), rules, warehouse, ledger);
    }

    StageFile format() {
        return config.stagesParquet() ? new ParquetFile() : CsvFile.exact();
    }

    CopyStatement copy() {
        return config.iamRole().isEmpty()
                ? CopyStatement.byKey(config.s3Key(), config.s3Secret(), config.s3Region())
                : CopyStatement.byRole(config.iamRole(), config.s3Region());
    }

    void close() throws SQLException {
        area.close();
        warehouse.close();
    }
}
