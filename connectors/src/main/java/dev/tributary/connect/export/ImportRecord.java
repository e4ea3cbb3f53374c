package dev.tributary.connect.export;

import dev.tributary.connect.export.delta.Counts;
import dev.tributary.connect.export.files.Export;
import dev.tributary.connect.objects.StoredFile;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** The state of one import as the registry topic has it: the key {@code tenant/table/version}, its latest state the value. */
final class ImportRecord {
    private static final Schema VALUE = SchemaBuilder.struct()
            .name("dev.tributary.connect.export.Import")
            .field("tenant", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("version", Schema.STRING_SCHEMA)
            .field("state", Schema.STRING_SCHEMA)
            .field("reason", Schema.OPTIONAL_STRING_SCHEMA)
            .field("files", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .field("bytes", Schema.INT64_SCHEMA)
            .field("checksum", Schema.OPTIONAL_STRING_SCHEMA)
            .field("previous", Schema.OPTIONAL_STRING_SCHEMA)
            .field("rows", Schema.OPTIONAL_INT64_SCHEMA)
            .field("creates", Schema.OPTIONAL_INT64_SCHEMA)
            .field("updates", Schema.OPTIONAL_INT64_SCHEMA)
            .field("deletes", Schema.OPTIONAL_INT64_SCHEMA)
            .field("exported_ms", Schema.INT64_SCHEMA)
            .field("started_ms", Schema.INT64_SCHEMA)
            .field("verify_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .field("delta_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .field("duration_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    /** What has become of an import. */
    enum State {
        RUNNING,
        DONE,
        REFUSED
    }

    private final String topic;
    private final TableName table;
    private final String version;
    private final Struct value;

    ImportRecord(String topic, TableName table, String version, List<StoredFile> files) {
        this.topic = topic;
        this.table = table;
        this.version = version;
        this.value = new Struct(VALUE)
                .put("tenant", table.tenant())
                .put("table", table.table())
                .put("version", version)
                .put("files", files.stream().map(StoredFile::name).toList())
                .put("bytes", files.stream().mapToLong(StoredFile::size).sum())
                .put(
                        "exported_ms",
                        files.stream().mapToLong(StoredFile::modifiedMs).max().orElse(0))
                .put("started_ms", System.currentTimeMillis());
    }

    static ImportRecord of(String topic, TableName table, Export export) {
        return new ImportRecord(topic, table, export.version().text(), export.files());
    }

    void imported(String checksum, Counts counts) {
        value.put("checksum", checksum)
                .put("rows", counts.rows())
                .put("creates", counts.creates())
                .put("updates", counts.updates())
                .put("deletes", counts.deletes());
    }

    void previous(@Nullable String previous) {
        value.put("previous", previous);
    }

    void took(String step, long nanos) {
        value.put(step + "_ms", nanos / 1_000_000);
    }

    /** It has begun; the offset remembers that this version was taken up. */
    SourceRecord running() {
        return record(State.RUNNING, null, table.partition(version), Map.of("state", State.RUNNING.name()));
    }

    /** All of it is published. */
    SourceRecord done(Progress progress) {
        return record(State.DONE, null, table.partition(), progress.offset());
    }

    /** Nothing of it is published. */
    SourceRecord refused(String reason) {
        return record(State.REFUSED, reason, table.partition(version), Map.of("state", State.REFUSED.name()));
    }

    private SourceRecord record(
            State state, @Nullable String reason, Map<String, String> partition, Map<String, Object> offset) {
        if (state != State.RUNNING) {
            value.put("duration_ms", System.currentTimeMillis() - value.getInt64("started_ms"));
        }
        Struct told = new Struct(VALUE).put("state", state.name()).put("reason", reason);
        VALUE.fields().stream()
                .filter(field -> told.get(field) == null)
                .forEach(field -> told.put(field, value.get(field)));
        String key = table + "/" + version;
        return new SourceRecord(partition, offset, topic, Schema.STRING_SCHEMA, key, VALUE, told);
    }
}
