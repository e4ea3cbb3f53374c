package dev.tributary.connect.bigquery;

import dev.tributary.connect.bigquery.table.Place;
import dev.tributary.connect.bigquery.write.SequenceNumber;
import dev.tributary.connect.rows.Change;
import dev.tributary.connect.rows.RowRules;
import dev.tributary.connect.rows.UnreadableRecordException;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Which of two changes of a key is the later one, in BigQuery's terms. */
interface RowOrder {

    /** The sequence number of a change; empty for a tombstone that says nothing new. */
    Optional<String> sequence(SinkRecord record, Change change);

    /** Is told of a change that has been taken. */
    default void added(SinkRecord record, Change change) {}

    static RowOrder of(RowRules rules, Place place, Echoes echoes) {
        return rules.positionField().isEmpty()
                ? (record, change) -> Optional.of(SequenceNumber.of(record.kafkaOffset()))
                : new ByPosition(rules, place, echoes);
    }

    /** By the position that a row carries; between equal ones by offset. */
    record ByPosition(RowRules rules, Place place, Echoes echoes) implements RowOrder {

        @Override
        public Optional<String> sequence(SinkRecord record, Change change) {
            if (change.kind() == Change.Kind.TOMBSTONE) {
                requireEcho(record, change);
                return Optional.empty();
            }
            if (change.position() == null) {
                throw new UnreadableRecordException(
                        "the field " + rules.positionField() + " is null or missing, and rows"
                                + " with and without a position have no order in BigQuery; leave position.field empty for an order"
                                + " by offset");
            }
            return Optional.of(
                    SequenceNumber.of(change.position(), record.kafkaOffset()).orElseThrow(() -> tooLong(record)));
        }

        @Override
        public void added(SinkRecord record, Change change) {
            if (change.kind() == Change.Kind.DELETED_ROW) {
                echoes.expect(partition(record), change.key(), record.kafkaOffset());
            }
        }

        /** A tombstone alone cannot be ordered: at which of the key's positions would it delete? */
        private void requireEcho(SinkRecord record, Change change) {
            if (!echoes.hear(partition(record), change.key())) {
                throw new UnreadableRecordException("a tombstone without a row marked by " + rules.deletedField()
                        + " before it has no position, so BigQuery cannot order it; write such a row (deletes = both or row"
                        + " in the pipeline's output), or leave position.field empty for an order by offset");
            }
        }

        private static TopicPartition partition(SinkRecord record) {
            return new TopicPartition(record.topic(), record.kafkaPartition());
        }

        private ConnectException tooLong(SinkRecord record) {
            return new ConnectException("the output " + record.topic() + " has positions of more digits than the 64 of"
                    + " BigQuery's sequence number (offset " + record.kafkaOffset() + ", table " + place
                    + "): its chain"
                    + " of joins is too long. Set position.field to nothing, so that the order of the topic decides"
                    + " (docs/guides/bigquery.md says what that may cost), or join less in this output");
        }
    }
}
