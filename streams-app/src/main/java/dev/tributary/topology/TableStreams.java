package dev.tributary.topology;

import dev.tributary.change.ChangeEvent;
import dev.tributary.change.CountDead;
import dev.tributary.change.LatestByKey;
import dev.tributary.change.ReadChanges;
import dev.tributary.change.TableChange;
import dev.tributary.join.Copies;
import dev.tributary.join.JoinStep;
import dev.tributary.join.KeepCopies;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/** The tables of a pipeline, from their topics to the latest row of each key; what several outputs read is made once. */
final class TableStreams {
    private final Pipeline pipeline;
    private final TopologySettings settings;
    private final StreamsBuilder builder;
    private final Map<String, KStream<byte[], byte[]>> topics = new HashMap<>();
    private final Map<String, KStream<byte[], ChangeEvent>> read = new HashMap<>();
    private final Map<String, KStream<byte[], ChangeEvent>> events = new HashMap<>();
    private final Map<String, KStream<byte[], TableChange>> latest = new HashMap<>();
    private final Map<String, JoinStep.Kept> everywhere = new HashMap<>();

    TableStreams(Pipeline pipeline, TopologySettings settings, StreamsBuilder builder) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.builder = builder;
    }

    /** The change topic's records, and those sent back, as bytes: what is wrong with them is found by the step that reads. */
    private KStream<byte[], byte[]> topic(Table table) {
        return topics.computeIfAbsent(
                table.topic(),
                topic -> builder.stream(
                        settings.sources(topic),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withName(StoreNames.kebab(table.name()))));
    }

    /** The table's change events, where their records stand. */
    private KStream<byte[], ChangeEvent> read(String name) {
        Table table = pipeline.table(name);
        String step = "read-" + StoreNames.kebab(name);
        return read.computeIfAbsent(
                name,
                any -> topic(table)
                        .process(
                                () -> new CountDead<>(
                                        step, new ReadChanges(settings.reader(table), settings.keys(table))),
                                Named.as(step)));
    }

    /** The table's change events, each under its one key; behind a repartition only where the topic's keys need it. */
    KStream<byte[], ChangeEvent> events(String name) {
        return events.computeIfAbsent(
                name,
                any -> pipeline.table(name).keyFormat().stable()
                        ? read(name)
                        : read(name)
                                .repartition(Repartitioned.with(
                                                Serdes.ByteArray(), new ChangeEventSerde(settings.rows(name)))
                                        .withName(StoreNames.kebab(name) + "-by-key")));
    }

    /** The latest row per key, and what changes in it. */
    KStream<byte[], TableChange> latest(String name) {
        return latest.computeIfAbsent(
                name,
                any -> keepLatest(
                        events(name), name, StoreNames.latest(name), "keep-latest-" + StoreNames.kebab(name)));
    }

    /** The latest row per key, where its changes are read. */
    JoinStep.Kept kept(String name) {
        return new JoinStep.Kept(latest(name), StoreNames.latest(name), null);
    }

    /**
     * The latest row per key once more in each partition of other rows.
     *
     * @param copies what the copies are called: their topic and their store
     * @param partitions of those rows, where known
     */
    JoinStep.Kept copies(String name, String copies, OptionalInt partitions) {
        Repartitioned<byte[], ChangeEvent> everywhere = Repartitioned.with(
                        Serdes.ByteArray(), new ChangeEventSerde(settings.rows(name)))
                .withName(copies)
                .withStreamPartitioner(new EveryPartition<>());
        KStream<byte[], ChangeEvent> copied = JoinStep.repartition(read(name), everywhere, partitions);
        return new JoinStep.Kept(keepLatest(copied, name, copies, "keep-" + copies), copies, null);
    }

    /** The latest row per key once more in each instance: it reads the topic that Kafka Streams keeps the table's store in. */
    JoinStep.Kept everywhere(String name) {
        return everywhere.computeIfAbsent(name, this::copyEverywhere);
    }

    private JoinStep.Kept copyEverywhere(String name) {
        KStream<byte[], TableChange> changes = latest(name);
        String store = StoreNames.copies(name);
        Copies copies = new Copies();
        builder.addGlobalStore(
                settings.storeFactory().builder(store).withLoggingDisabled(),
                StoreNames.changelog(settings.applicationId(), StoreNames.latest(name)),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("keep-" + store),
                () -> new KeepCopies(store, copies));
        return new JoinStep.Kept(changes, store, copies);
    }

    private KStream<byte[], TableChange> keepLatest(
            KStream<byte[], ChangeEvent> changes, String name, String store, String step) {
        builder.addStateStore(settings.storeFactory().builder(store));
        boolean ignoreNulls = pipeline.table(name).ignoreNulls();
        return changes.process(
                () -> new LatestByKey(name, store, settings.rows(name), ignoreNulls), Named.as(step), store);
    }
}
