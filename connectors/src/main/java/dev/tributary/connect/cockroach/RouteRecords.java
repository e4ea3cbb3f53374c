package dev.tributary.connect.cockroach;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connect.changes.Change;
import dev.tributary.connect.changes.ChangeTopic;
import dev.tributary.connect.changes.Op;
import dev.tributary.connect.cockroach.feed.BadMessageException;
import dev.tributary.connect.cockroach.feed.ChangeDecoder;
import dev.tributary.connect.cockroach.feed.Clock;
import dev.tributary.connect.cockroach.feed.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** The records of what comes in on one route: changes, dead letters, and how far the feed is. */
final class RouteRecords {
    private static final Schema PROGRESS = SchemaBuilder.struct()
            .name("dev.tributary.connect.cockroach.Progress")
            .field("route", Schema.STRING_SCHEMA)
            .field("resolved", Schema.STRING_SCHEMA)
            .field("resolved_ms", Schema.INT64_SCHEMA)
            .build();
    /** Nothing is read again from here: the feed itself repeats what was not acknowledged. */
    private static final Map<String, String> OFFSET = Map.of("state", "listening");

    private final String path;
    private final Topics topics;
    private final ChangeDecoder decoder;
    private final Map<String, String> partition;

    /** Where everything goes that is no change, and whether deletes are followed by a null value. */
    record Topics(String progress, String deadLetters, boolean tombstones) {}

    RouteRecords(String path, ChangeDecoder decoder, Topics topics) {
        this.path = path;
        this.topics = topics;
        this.decoder = decoder;
        this.partition = Map.of("webhook", path);
    }

    List<SourceRecord> of(Payload payload) {
        List<SourceRecord> records = new ArrayList<>(payload.messages().size() + 1);
        JsonNode resolved = payload.resolved();
        if (resolved != null) {
            addProgress(resolved, records);
        }
        for (JsonNode message : payload.messages()) {
            addChange(message, records);
        }
        return records;
    }

    private void addChange(JsonNode message, List<SourceRecord> records) {
        try {
            ChangeDecoder.Decoded decoded = decoder.decode(message);
            Change change = decoded.change();
            ChangeTopic topic = decoded.table().topic();
            records.add(topic.record(change, partition, OFFSET));
            if (change.op() == Op.DELETE && topics.tombstones()) {
                records.add(topic.tombstone(change.key(), partition, OFFSET));
            }
        } catch (BadMessageException e) {
            records.add(deadLetter(message, String.valueOf(e.getMessage())));
        }
    }

    private void addProgress(JsonNode resolved, List<SourceRecord> records) {
        try {
            Clock clock = ChangeDecoder.resolved(resolved);
            if (clock != null) {
                Struct value = new Struct(PROGRESS)
                        .put("route", path)
                        .put("resolved", clock.pos())
                        .put("resolved_ms", clock.millis());
                records.add(new SourceRecord(
                        partition, OFFSET, topics.progress(), Schema.STRING_SCHEMA, path, PROGRESS, value));
            }
        } catch (BadMessageException e) {
            records.add(deadLetter(resolved, String.valueOf(e.getMessage())));
        }
    }

    private SourceRecord deadLetter(JsonNode message, String reason) {
        SourceRecord record = new SourceRecord(
                partition, OFFSET, topics.deadLetters(), null, null, Schema.STRING_SCHEMA, message.toString());
        record.headers().addString("reason", reason);
        record.headers().addString("route", path);
        return record;
    }
}
