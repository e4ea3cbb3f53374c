package dev.tributary.connect.cockroach.feed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connect.changes.Change;
import dev.tributary.connect.changes.ChangeTopic;
import dev.tributary.connect.changes.Op;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** The records of what a changefeed tells at one place: changes, dead letters, and how far the feed is. */
public final class FeedRecords {
    private static final Schema PROGRESS = SchemaBuilder.struct()
            .name("dev.tributary.connect.cockroach.Progress")
            .field("route", Schema.STRING_SCHEMA)
            .field("resolved", Schema.STRING_SCHEMA)
            .field("resolved_ms", Schema.INT64_SCHEMA)
            .build();

    private final String place;
    private final Topics topics;
    private final ChangeDecoder decoder;

    /** Where everything goes that is no change, and whether deletes are followed by a null value. */
    public record Topics(String progress, String deadLetters, boolean tombstones) {}

    /**
     * Where a message stands in its source.
     *
     * @param headers what a letter about the message tells beside the reason
     */
    public record Position(Map<String, ?> partition, Map<String, ?> offset, Map<String, String> headers) {}

    /** Records of the place: a route, or the location of files. */
    public FeedRecords(String place, ChangeDecoder decoder, Topics topics) {
        this.place = place;
        this.topics = topics;
        this.decoder = decoder;
    }

    /** Adds the change that a message tells; a letter if it is none of a declared table. */
    public void addChange(JsonNode message, Position position, List<SourceRecord> records) {
        try {
            addMessage(message, position, records);
        } catch (BadMessageException e) {
            records.add(deadLetter(message.toString(), String.valueOf(e.getMessage()), position));
        }
    }

    /** Adds the change that a message tells. */
    public void addMessage(JsonNode message, Position position, List<SourceRecord> records) throws BadMessageException {
        ChangeDecoder.Decoded decoded = decoder.decode(message);
        Change change = decoded.change();
        ChangeTopic topic = decoded.table().topic();
        records.add(topic.record(change, position.partition(), position.offset()));
        if (change.op() == Op.DELETE && topics.tombstones()) {
            records.add(topic.tombstone(change.key(), position.partition(), position.offset()));
        }
    }

    /** Adds how far the feed is, as a resolved message tells it. */
    public void addProgress(JsonNode resolved, Position position, List<SourceRecord> records) {
        try {
            Clock clock = ChangeDecoder.resolved(resolved);
            if (clock == null) {
                throw new BadMessageException("a resolved message has no timestamp");
            }
            Struct value = new Struct(PROGRESS)
                    .put("route", place)
                    .put("resolved", clock.pos())
                    .put("resolved_ms", clock.millis());
            records.add(new SourceRecord(
                    position.partition(),
                    position.offset(),
                    topics.progress(),
                    Schema.STRING_SCHEMA,
                    place,
                    PROGRESS,
                    value));
        } catch (BadMessageException e) {
            records.add(deadLetter(resolved.toString(), String.valueOf(e.getMessage()), position));
        }
    }

    /** What cannot be taken, as it came, with the reason. */
    public SourceRecord deadLetter(String message, String reason, Position position) {
        SourceRecord record = new SourceRecord(
                position.partition(),
                position.offset(),
                topics.deadLetters(),
                null,
                null,
                Schema.STRING_SCHEMA,
                message);
        record.headers().addString("reason", reason);
        record.headers().addString("route", place);
        position.headers().forEach(record.headers()::addString);
        return record;
    }
}
