package dev.tributary.connect.redshift;

import dev.tributary.connect.cells.ConversionException;
import dev.tributary.connect.redshift.stage.CsvFile;
import dev.tributary.connect.redshift.stage.Entry;
import dev.tributary.connect.redshift.stage.Plan;
import dev.tributary.connect.redshift.stage.StageFile;
import dev.tributary.connect.redshift.stage.StagingArea.Staged;
import dev.tributary.connect.redshift.store.Batch;
import dev.tributary.connect.redshift.store.Load;
import dev.tributary.connect.redshift.store.OffsetLedger;
import dev.tributary.connect.redshift.store.RefusedLoadException;
import dev.tributary.connect.redshift.store.Table;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns the records of one table into changes, widens the table for them, and writes them batch by batch. */
final class TableFeed implements RowTable<RuntimeException>, TableBatch {
    private final SinkSession session;
    private final Table table;
    private final Map<TopicPartition, Progress> stored;
    private final Batch batch = new Batch();
    private final RecordReader<RuntimeException> reader;

    TableFeed(SinkSession session, Table table, Map<TopicPartition, Progress> stored) {
        this.session = session;
        this.table = table;
        this.stored = stored;
        this.reader = new RecordReader<>(session.config().rules(), this);
    }

    @Override
    public void add(SinkRecord record) {
        try {
            Optional<Change> change = reader.read(record);
            if (change.isPresent()) {
                table.requireRoom(change.get());
                batch.madeFor(reader.layout().orElseThrow());
                batch.add(new Entry(record, change.get()));
            }
        } catch (UnreadableRecordException | IncompatibleColumnException | ConversionException e) {
            throw new BadRecordException(record, table.name(), e);
        }
    }

    @Override
    public Optional<TableLayout> layout(List<String> key) {
        return table.layout(key);
    }

    /** Rows of the old layout go first: a batch has one layout. */
    @Override
    public TableLayout require(List<Column> needed, List<String> key) {
        write();
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

    /** Bad lines that only the warehouse finds are reported, and the others are staged again without them. */
    @Override
    public void write() {
        session.badRecords().awaitReported();
        while (!batch.isEmpty()) {
            Optional<Plan> plan = batch.plan();
            try {
                if (plan.isPresent()) {
                    write(plan.get());
                } else {
                    table.write(null, session.copy(), steps());
                }
                stored.putAll(batch.progress());
                batch.clear();
            } catch (RefusedLoadException e) {
                takeOut(plan.orElseThrow(), e);
                session.badRecords().awaitReported();
            }
        }
    }

    private OffsetLedger.Steps steps() {
        return new OffsetLedger.Steps(stored, batch.progress());
    }

    private void write(Plan plan) {
        Staged file = stage(plan, session.format());
        try {
            table.write(new Load(plan, file), session.copy(), steps());
        } finally {
            session.area().remove(file);
        }
    }

    private Staged stage(Plan plan, StageFile format) {
        return session.warehouse()
                .patience()
                .attempt(
                        "staging rows in " + session.config().bucket(),
                        () -> session.area().stage(plan, format));
    }

    private void takeOut(Plan plan, RefusedLoadException refused) {
        Staged numbered = stage(plan, CsvFile.forNumbers());
        Map<Integer, String> reasons;
        try {
            reasons = table.badLines(new Load(plan, numbered), session.copy());
        } finally {
            session.area().remove(numbered);
        }
        if (reasons.isEmpty()) {
            throw new ConnectException("COPY into " + table.name() + " failed, and the warehouse names no bad line: "
                    + refused.getMessage());
        }
        reasons.forEach((line, reason) -> {
            List<Entry> bad = plan.lines().get(line - 1).entries();
            batch.remove(bad);
            bad.forEach(entry -> session.badRecords()
                    .report(
                            entry.record(),
                            new BadRecordException(
                                    entry.record(), table.name(), new UnreadableRecordException(reason))));
        });
    }

    @Override
    public void discard() {
        batch.clear();
    }
}
