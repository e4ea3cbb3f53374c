package dev.tributary.connect.cockroach.files;

import dev.tributary.connect.objects.StoredFile;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** What became of each file: the records of a compacted topic, keyed by path. */
final class Registry {
    private static final Schema FILE = SchemaBuilder.struct()
            .name("dev.tributary.connect.cockroach.File")
            .field("file", Schema.STRING_SCHEMA)
            .field("state", Schema.STRING_SCHEMA)
            .field("reason", Schema.OPTIONAL_STRING_SCHEMA)
            .field("table", Schema.OPTIONAL_STRING_SCHEMA)
            .field("bytes", Schema.INT64_SCHEMA)
            .field("lines", Schema.INT64_SCHEMA)
            .field("letters", Schema.INT64_SCHEMA)
            .field("written_ms", Schema.INT64_SCHEMA)
            .field("taken_ms", Schema.INT64_SCHEMA)
            .build();

    private final String topic;

    Registry(String topic) {
        this.topic = topic;
    }

    /** All of the file is published. */
    SourceRecord done(FeedFile file, Place place) {
        Struct value = value(file.stored(), "DONE")
                .put("table", file.table().name())
                .put("lines", place.lines())
                .put("letters", place.letters());
        return record(file.stored().path(), value, place.offset());
    }

    /** The file is not published, or no further than it was; it is looked at again when its size changes. */
    SourceRecord refused(StoredFile file, Place place, String reason) {
        Struct value = value(file, "REFUSED")
                .put("reason", reason)
                .put("lines", place.lines())
                .put("letters", place.letters());
        return record(file.path(), value, place.offset());
    }

    /** The file is gone: without an offset Connect forgets its place, too. */
    SourceRecord gone(String path) {
        return new SourceRecord(Place.partition(path), null, topic, Schema.STRING_SCHEMA, path, null, null);
    }

    private static Struct value(StoredFile file, String state) {
        return new Struct(FILE)
                .put("file", file.path())
                .put("state", state)
                .put("bytes", file.size())
                .put("written_ms", file.modifiedMs())
                .put("taken_ms", System.currentTimeMillis());
    }

    private SourceRecord record(String path, Struct value, Map<String, ?> offset) {
        return new SourceRecord(Place.partition(path), offset, topic, Schema.STRING_SCHEMA, path, FILE, value);
    }
}
