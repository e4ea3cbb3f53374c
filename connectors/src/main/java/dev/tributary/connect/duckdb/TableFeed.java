package dev.tributary.connect.duckdb;

import dev.tributary.connect.cells.ConversionException;
import dev.tributary.connect.duckdb.store.Batch;
import dev.tributary.connect.duckdb.store.Table;
import dev.tributary.connect.rows.BadRecordException;
import dev.tributary.connect.rows.Change;
import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.IncompatibleColumnException;
import dev.tributary.connect.rows.Progress;
import dev.tributary.connect.rows.RecordReader;
import dev.tributary.connect.rows.RowTable;
import dev.tributary.connect.rows.TableBatch;
import dev.tributary.connect.rows.TableLayout;
import dev.tributary.connect.rows.UnreadableRecordException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns the records of one table into changes, widens the table for them, and writes them batch by batch. */
final class TableFeed implements RowTable<SQLException>, TableBatch {
    private final SinkSession session;
    private final Table table;
    private final Map<TopicPartition, Progress> stored;
    private final Batch batch = new Batch();
    private final RecordReader<SQLException> reader;

    TableFeed(SinkSession session, Table table, Map<TopicPartition, Progress> stored) {
        this.session = session;
        this.table = table;
        this.stored = stored;
        this.reader = new RecordReader<>(session.config().rules(), this);
    }

    @Override
    public void add(SinkRecord record) {
        try {
            Optional<Change> change = Attempt.of(() -> reader.read(record));
            if (change.isPresent()) {
                batch.madeFor(reader.layout().orElseThrow());
                batch.add(change.get());
            }
        } catch (UnreadableRecordException | IncompatibleColumnException | ConversionException e) {
            throw new BadRecordException(record, table.name(), e);
        }
    }

    @Override
    public Optional<TableLayout> layout(List<String> key) throws SQLException {
        return table.layout(key);
    }

    /** Rows of the old layout go first: a batch has one layout. */
    @Override
    public TableLayout require(List<Column> needed, List<String> key) throws SQLException {
        writeBatch();
        return table.require(needed, key);
    }

    @Override
    public void handled(TopicPartition partition, Progress reached) {
        batch.handled(partition, reached);
    }

    @Override
    public int pending() {
        return batch.size();
    }

    @Override
    public void write() {
        Attempt.of(() -> {
            writeBatch();
            return true;
        });
    }

    private void writeBatch() throws SQLException {
        session.badRecords().awaitReported();
        if (!batch.isEmpty()) {
            table.write(batch, session.ledger(), stored);
            stored.putAll(batch.progress());
            batch.clear();
        }
    }

    @Override
    public void discard() {
        batch.clear();
    }
}
