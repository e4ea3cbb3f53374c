package dev.tributary.topology;

import dev.tributary.change.DebeziumAvro;
import dev.tributary.change.DebeziumJson;
import dev.tributary.change.EventReader;
import dev.tributary.change.Position;
import dev.tributary.change.RowAvro;
import dev.tributary.change.RowJson;
import dev.tributary.change.TableKeys;
import dev.tributary.join.JoinStep;
import dev.tributary.pipeline.Envelope;
import dev.tributary.pipeline.Format;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import dev.tributary.projection.Masking;
import dev.tributary.projection.Projection;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.KeyCodec;
import dev.tributary.serde.WriterSchemas;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a topology needs beside its pipeline.
 *
 * @param schemas the row schema of each table, by table name
 * @param writers the writers' schemas; null when no topic is Avro
 * @param outputWriters how rows of each output are written
 * @param masking the key behind {@code token}
 * @param partitionCounts the partitions of a change topic, where known
 * @param storeFactory makes the stores
 */
public record TopologySettings(
        Map<String, RowSchema> schemas,
        @Nullable WriterSchemas writers,
        OutputWriters outputWriters,
        Masking masking,
        Function<String, OptionalInt> partitionCounts,
        JoinStep.StoreFactory storeFactory,
        Properties streamsProperties) {
    RowSchema schema(String table) {
        return Objects.requireNonNull(schemas.get(table), "no schema of table " + table);
    }

    /** Where dead letters of a change topic are sent back to. */
    String replayTopic(String changeTopic) {
        return ReplayTopic.of(streamsProperties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG), changeTopic);
    }

    OptionalInt partitions(String topic) {
        return partitionCounts.apply(topic);
    }

    TableKeys keys(Table table) {
        return new TableKeys(table, schema(table.name()), writers);
    }

    EventReader reader(Table table) {
        RowSchema schema = schema(table.name());
        boolean debezium = table.envelope() == Envelope.DEBEZIUM;
        int epoch = Position.epoch(table.epoch());
        if (table.format() == Format.JSON) {
            return debezium ? new DebeziumJson(schema, epoch) : new RowJson(schema, epoch);
        }
        WriterSchemas registry = Objects.requireNonNull(writers, "Avro topics need a Schema Registry");
        return debezium ? new DebeziumAvro(schema, epoch, registry) : new RowAvro(schema, epoch, registry);
    }

    OutputShape shape(Pipeline pipeline, Output output) {
        Map<String, RowSchema> slots = new LinkedHashMap<>();
        output.slots().forEach(slot -> slots.put(slot, schema(slot)));
        Table driving = pipeline.table(output.from());
        KeyCodec keys = new KeyCodec(driving.keyFormat(), driving.key(), schema(driving.name()));
        return new OutputShape(output, Projection.compile(output, slots, masking, driving.key()), keys, outputWriters);
    }
}
