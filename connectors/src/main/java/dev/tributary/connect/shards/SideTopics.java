package dev.tributary.connect.shards;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** The topics beside those of the changes: progress, and what could not be read. */
public final class SideTopics {
    private static final String PROGRESS = "progress.topic";
    private static final String DEAD_LETTERS = "dead.letter.topic";
    private static final Schema VALUE = SchemaBuilder.struct()
            .name("dev.tributary.connect.shards.Progress")
            .field("place", Schema.STRING_SCHEMA)
            .field("state", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .build();

    private final String progress;
    private final String deadLetters;

    /** The topics as the settings name them; those that are not named begin with the prefix. */
    public SideTopics(AbstractConfig config, String prefix) {
        progress = name(config.getString(PROGRESS), prefix + ".progress");
        deadLetters = name(config.getString(DEAD_LETTERS), prefix + ".dead-letters");
    }

    private static String name(String set, String usual) {
        return set.isEmpty() ? usual : set;
    }

    /** Adds the settings to a connector's own. */
    public static ConfigDef define(ConfigDef settings) {
        return settings.define(
                        PROGRESS,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "Where it is told what has begun and ended, keyed by place, to be compacted. Connect stores"
                                + " offsets with records only: where there is no other, one of these takes them. Empty:"
                                + " <topic.prefix>.progress.")
                .define(
                        DEAD_LETTERS,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Where records go that do not fit the declared columns, with the reason in a header. Empty:"
                                + " <topic.prefix>.dead-letters. It holds raw rows: give it the rights of the source.");
    }

    /**
     * What a record is about.
     *
     * @param place the table or stream, or one of its shards
     * @param partition Connect's source partition
     * @param offset the offset that Connect stores with the record
     */
    public record At(String place, Map<String, ?> partition, Map<String, ?> offset) {}

    /** A record that tells the state of a place, and carries an offset. */
    public SourceRecord progress(At at, String state) {
        Struct value =
                new Struct(VALUE).put("place", at.place()).put("state", state).put("ts_ms", System.currentTimeMillis());
        return new SourceRecord(at.partition(), at.offset(), progress, Schema.STRING_SCHEMA, at.place(), VALUE, value);
    }

    /** What could not be read, text or bytes as they are, and why. */
    public SourceRecord deadLetter(At at, Object raw, String reason) {
        Schema schema = raw instanceof byte[] ? Schema.BYTES_SCHEMA : Schema.STRING_SCHEMA;
        SourceRecord letter = new SourceRecord(at.partition(), at.offset(), deadLetters, null, null, schema, raw);
        letter.headers().addString("reason", reason);
        letter.headers().addString("place", at.place());
        return letter;
    }
}
