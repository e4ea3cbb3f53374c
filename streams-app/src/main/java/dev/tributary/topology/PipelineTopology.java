package dev.tributary.topology;

import dev.tributary.change.CountDead;
import dev.tributary.join.JoinStep;
import dev.tributary.join.JoinedChange;
import dev.tributary.pipeline.Join;
import dev.tributary.pipeline.KeyFormat;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import dev.tributary.serde.KeyCodec;
import dev.tributary.serde.RowVersions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The flow of a pipeline, in the order of the data.
 *
 * <pre>
 * change topic ─ read ─▶ change events ─ latest ─▶ table ─┬─▶ join ─▶ … ─ write ─▶ output topic
 *                 │ bad record                            └─▶ (every output that refers to it)
 *                 └─▶ dead letter topic
 * </pre>
 */
public final class PipelineTopology implements Supplier<Topology> {
    private final Pipeline pipeline;
    private final TopologySettings settings;
    private final StreamsBuilder builder;
    private final JoinStep joins;
    private final TableStreams tables;

    public PipelineTopology(Pipeline pipeline, TopologySettings settings) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings.streamsProperties())));
        this.tables = new TableStreams(pipeline, settings, builder);
        this.joins = new JoinStep(builder, settings.storeFactory());
    }

    @Override
    public Topology get() {
        pipeline.outputs().forEach(this::writeOutput);
        return builder.build(settings.streamsProperties());
    }

    /** One output: its driving rows, joined in order, projected and written. */
    private void writeOutput(Output output) {
        if (output.kind() == Output.Kind.TABLE) {
            writeOutput(output, new JoinStep.Rows<>(tables.latest(output.from()), JoinedChange::of));
        } else {
            writeOutput(output, new JoinStep.Rows<>(tables.events(output.from()), JoinedChange::of));
        }
    }

    private <V> void writeOutput(Output output, JoinStep.Rows<V> driving) {
        if (output.joins().isEmpty()) {
            write(output, driving);
            return;
        }
        KStream<byte[], JoinedChange> rows =
                join(driving, output, output.joins().get(0));
        for (Join join : output.joins().subList(1, output.joins().size())) {
            rows = join(JoinStep.Rows.joined(rows), output, join);
        }
        write(output, JoinStep.Rows.joined(rows));
    }

    private <V> KStream<byte[], JoinedChange> join(JoinStep.Rows<V> rows, Output output, Join join) {
        return output.kind() == Output.Kind.TABLE
                ? joins.table(rows, side(output, join), join, partner(output, join))
                : joins.stream(rows, side(output, join), join, partner(output, join));
    }

    private <V> void write(Output output, JoinStep.Rows<V> rows) {
        OutputShapes shapes = settings.shapes(pipeline, output);
        String step = "write-" + StoreNames.kebab(output.name());
        String drivingTopic = pipeline.table(output.from()).topic();
        boolean reorders = output.order() == Output.Order.STRICT && pipeline.movesRows(output);
        KStream<byte[], byte[]> written = rows.stream()
                .process(
                        () -> new CountDead<>(step, new WriteOutput<>(rows.start(), shapes, drivingTopic, reorders)),
                        Named.as(step));
        (reorders ? inOrder(written, output) : written)
                .to(
                        output.topic(),
                        Produced.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withName(StoreNames.kebab(output.name())));
    }

    /** The versions of a key come from the partitions of all that it ever referred to: they meet where the key has its own. */
    private KStream<byte[], byte[]> inOrder(KStream<byte[], byte[]> written, Output output) {
        String store = StoreNames.lastPosition(output.name());
        builder.addStateStore(settings.storeFactory().builder(store));
        OptionalInt partitions =
                settings.partitions(pipeline.table(output.from()).topic());
        Repartitioned<byte[], byte[]> inOrder = Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withName(StoreNames.kebab(output.name()) + "-in-order");
        return JoinStep.repartition(written, inOrder, partitions)
                .process(
                        () -> new KeepOrder(StoreNames.kebab(output.name()), store),
                        Named.as("keep-order-" + StoreNames.kebab(output.name())),
                        store);
    }

    private JoinStep.Partner partner(Output output, Join join) {
        Table table = pipeline.table(join.table());
        return new JoinStep.Partner(
                kept(output, join),
                settings.rows(table.name()),
                new KeyCodec(table.keyFormat(), table.key(), settings.schema(table.name())),
                settings.partitions(table.topic()));
    }

    /** Rows that change what they were joined to follow it in their own task; events are joined once and can ask their instance. */
    private JoinStep.Kept kept(Output output, Join join) {
        if (!join.broadcast()) {
            return tables.kept(join.table());
        }
        if (output.joinsEverywhere().contains(join)) {
            return tables.everywhere(join.table());
        }
        String rows = pipeline.whereRowsStand(output, output.joins().indexOf(join));
        return tables.copies(join.table(), JoinStep.name(output.name(), "copies-of", join), settings.partitions(rows));
    }

    private JoinStep.Side side(Output output, Join join) {
        Map<String, RowVersions> joined = new LinkedHashMap<>();
        for (String slot : output.slots().subList(0, 1 + output.joins().indexOf(join))) {
            joined.put(slot, settings.rows(slot));
        }
        boolean everyEvent = output.kind() == Output.Kind.STREAM;
        return new JoinStep.Side(
                output.name(), pipeline.table(output.from()).topic(), joined, standsThere(output, join), everyEvent);
    }

    /**
     * Whether rows stand in a partition that has what they refer to: every one has, or their keys are equal, spelt alike, on
     * equal partitions.
     */
    private boolean standsThere(Output output, Join join) {
        if (join.broadcast()) {
            return true;
        }
        Table driving = pipeline.table(output.from());
        Table joined = pipeline.table(join.table());
        List<String> referring = join.on().stream().map(ref -> ref.column()).toList();
        boolean byKey = join.on().stream().allMatch(ref -> ref.table().equals(output.from()))
                && referring.equals(driving.key())
                && output.joins().indexOf(join) == 0;
        boolean spelt = driving.keyFormat() == joined.keyFormat()
                && driving.keyFormat().stable()
                && (driving.keyFormat() != KeyFormat.JSON || driving.key().equals(joined.key()));
        return byKey
                && spelt
                && Objects.equals(settings.partitions(driving.topic()), settings.partitions(joined.topic()));
    }
}
