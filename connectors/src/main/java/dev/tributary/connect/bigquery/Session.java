package dev.tributary.connect.bigquery;

import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import dev.tributary.connect.bigquery.table.Place;
import dev.tributary.connect.bigquery.table.RestClient;
import dev.tributary.connect.bigquery.table.Table;
import dev.tributary.connect.rows.BadRecords;

/** What a started task holds open: the two clients, and the way for bad records. */
record Session(BigQuerySinkConfig config, RestClient rest, BigQueryWriteClient writes, BadRecords badRecords) {

    static Session open(BigQuerySinkConfig config, BadRecords badRecords) {
        Access access = Access.of(config);
        return new Session(config, access.rest(), access.writes(), badRecords);
    }

    Table table(String name) {
        return new Table(new Place(config.project(), config.dataset(), name), config.tableOptions(), rest);
    }

    void close() {
        writes.close();
    }
}
