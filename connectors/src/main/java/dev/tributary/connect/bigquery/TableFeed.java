package dev.tributary.connect.bigquery;

import com.google.protobuf.ByteString;
import dev.tributary.connect.bigquery.table.Table;
import dev.tributary.connect.bigquery.write.Appender;
import dev.tributary.connect.bigquery.write.Pending;
import dev.tributary.connect.bigquery.write.RowEncoder;
import dev.tributary.connect.cells.ConversionException;
import dev.tributary.connect.rows.BadRecordException;
import dev.tributary.connect.rows.Change;
import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.IncompatibleColumnException;
import dev.tributary.connect.rows.RecordReader;
import dev.tributary.connect.rows.RowTable;
import dev.tributary.connect.rows.TableLayout;
import dev.tributary.connect.rows.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Turns the records of one table into rows that wait to be appended, and has the table widened for them. */
final class TableFeed implements RowTable<ConnectException> {
    /** BigQuery takes 10 MB in a request; the rest is for what surrounds the row. */
    private static final int LARGEST_ROW = 9_500_000;

    private final Session session;
    private final Table table;
    private final RowOrder order;
    private final RecordReader<ConnectException> reader;
    private final List<Pending> pending = new ArrayList<>();
    private @Nullable Appender appender;
    private @Nullable TableLayout encoded;

    TableFeed(Session session, Table table, Echoes echoes) {
        this.session = session;
        this.table = table;
        this.order = RowOrder.of(session.config().rules(), table.place(), echoes);
        this.reader = new RecordReader<>(session.config().rules(), this);
    }

    /** Adds a record to the rows that wait, or refuses it with a {@link BadRecordException}. */
    void add(SinkRecord record) {
        try {
            Optional<Change> change = reader.read(record);
            if (change.isPresent()) {
                Optional<String> sequence = order.sequence(record, change.get());
                sequence.ifPresent(number -> pending.add(new Pending(record, message(change.get(), number))));
                order.added(record, change.get());
            }
        } catch (UnreadableRecordException | IncompatibleColumnException | ConversionException e) {
            throw new BadRecordException(record, table.place().toString(), e);
        }
    }

    private ByteString message(Change change, String sequence) {
        RowEncoder encoder = appender().encoder();
        ByteString message =
                change.row() == null ? encoder.delete(change.key(), sequence) : encoder.upsert(change.row(), sequence);
        if (message.size() > LARGEST_ROW) {
            throw new UnreadableRecordException("a row of " + message.size() + " bytes: BigQuery takes 10 MB at most");
        }
        return message;
    }

    /** The appender for the layout that the last change was made for. */
    private Appender appender() {
        TableLayout layout = reader.layout().orElseThrow();
        if (appender == null || encoded != layout) {
            write();
            close();
            appender = new Appender(
                    table,
                    new RowEncoder(layout, table.types()),
                    session.config().limits(),
                    session.writes());
            encoded = layout;
        }
        return appender;
    }

    @Override
    public Optional<TableLayout> layout(List<String> key) {
        return table.layout(key);
    }

    /** Rows of the old layout go first: an append has one layout. */
    @Override
    public TableLayout require(List<Column> needed, List<String> key) {
        write();
        return table.require(needed, key);
    }

    /** Appends what waits. */
    void write() {
        if (!pending.isEmpty()) {
            Objects.requireNonNull(appender).append(pending, this::report);
        }
    }

    private void report(Pending row, List<String> columns) {
        String named = columns.isEmpty() ? "" : "; its reason names " + String.join(", ", columns);
        RuntimeException reason = new UnreadableRecordException("BigQuery refuses the row" + named);
        session.badRecords()
                .report(
                        row.record(),
                        new BadRecordException(row.record(), table.place().toString(), reason));
    }

    /** The first offset of a partition that still waits here. */
    OptionalLong first(TopicPartition partition) {
        return pending.stream()
                .filter(isOf(partition))
                .mapToLong(row -> row.record().kafkaOffset())
                .min();
    }

    void discard(TopicPartition partition) {
        pending.removeIf(isOf(partition));
    }

    private static Predicate<Pending> isOf(TopicPartition partition) {
        return row -> row.record().kafkaPartition() == partition.partition()
                && row.record().topic().equals(partition.topic());
    }

    void close() {
        if (appender != null) {
            appender.close();
            appender = null;
        }
    }
}
