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
import dev.tributary.pipeline.PipelineException;
import dev.tributary.pipeline.Table;
import dev.tributary.projection.Masking;
import dev.tributary.projection.Projection;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.KeyCodec;
import dev.tributary.serde.RowVersions;
import dev.tributary.serde.WriterSchemas;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param tables the rows of each table, by table name
 * @param writers the writers' schemas; null when no topic is Avro
 * @param outputWriters how rows of each output are written
 * @param masking the key behind {@code token}
 * @param partitionCounts the partitions of a change topic, where known
 * @param storeFactory makes the stores
 */
public record TopologySettings(
        Map<String, RowVersions> tables,
        @Nullable WriterSchemas writers,
        OutputWriters outputWriters,
        Masking masking,
        Function<String, OptionalInt> partitionCounts,
        JoinStep.StoreFactory storeFactory,
        Properties streamsProperties) {
    RowVersions rows(String table) {
        return Objects.requireNonNull(tables.get(table), "no schema of table " + table);
    }

    RowSchema schema(String table) {
        return rows(table).present();
    }

    /** The change topic, and the one that its dead letters are sent back to, if any are. */
    List<String> sources(String changeTopic) {
        return Boolean.FALSE.equals(streamsProperties.get(ReplayTopic.READ_CONFIG))
                ? List.of(changeTopic)
                : List.of(changeTopic, ReplayTopic.of(applicationId(), changeTopic));
    }

    String applicationId() {
        return streamsProperties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
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
        return debezium
                ? new DebeziumAvro(rows(table.name()), epoch, registry)
                : new RowAvro(rows(table.name()), epoch, registry);
    }

    OutputShapes shapes(Pipeline pipeline, Output output) {
        Table driving = pipeline.table(output.from());
        List<OutputShapes.Slot> slots = output.slots().stream()
                .map(name -> new OutputShapes.Slot(pipeline.table(name), rows(name)))
                .toList();
        OutputShapes.Maker maker = schemas -> shape(output, driving, schemas);
        return new OutputShapes(output, slots, start(output, slots, maker), maker);
    }

    /** Where a column that the output names is gone, and it can do without, the columns that once were. */
    private static List<RowSchema> start(Output output, List<OutputShapes.Slot> slots, OutputShapes.Maker maker) {
        List<RowSchema> widest =
                slots.stream().map(slot -> slot.rows().widest()).toList();
        List<RowSchema> latest =
                slots.stream().map(slot -> slot.rows().present()).toList();
        return switch (output.evolution()) {
            case LENIENT, IGNORE -> widest;
            case EXCEPTION, EVOLVE -> latest;
            case TRY_EVOLVE -> {
                try {
                    maker.of(latest);
                    yield latest;
                } catch (PipelineException gone) {
                    yield widest;
                }
            }
        };
    }

    private OutputShape shape(Output output, Table driving, List<RowSchema> schemas) {
        Map<String, RowSchema> slots = new LinkedHashMap<>();
        for (int i = 0; i < schemas.size(); i++) {
            slots.put(output.slots().get(i), schemas.get(i));
        }
        KeyCodec keys = new KeyCodec(driving.keyFormat(), driving.key(), schemas.get(0));
        Projection projection = Projection.compile(output, slots, masking, driving.key());
        return new OutputShape(output, schemas, new OutputShape.Columns(projection, keys, outputWriters));
    }
}
