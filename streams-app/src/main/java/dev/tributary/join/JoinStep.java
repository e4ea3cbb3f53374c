package dev.tributary.join;

import dev.tributary.change.CountDead;
import dev.tributary.change.LatestRows;
import dev.tributary.change.TableChange;
import dev.tributary.pipeline.Join;
import dev.tributary.serde.KeyCodec;
import dev.tributary.serde.RowVersions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * One join of an output: the driving side goes to the partition of the rows it refers to, and meets them there.
 *
 * <pre>
 * rows ─ route-by ─▶ (repartition by reference) ─ join ──▶ joined rows
 *                                                   ▲
 * partner table ─────────────────────────────────── rejoin
 * </pre>
 *
 * <p>Rows that stay where they are skip the repartition: their partner has the same key, or a copy in every partition.
 */
public final class JoinStep {
    /**
     * What a join needs to know of its output.
     *
     * @param output the output's name, which the steps' names begin with
     * @param drivingTopic the driving table's change topic
     * @param slots the schemas of the slots joined so far, in slot order by table name
     * @param stays whether a row already stands where its partner is, so that it needs no repartition
     * @param everyEvent whether each event counts (a stream output), so that none may vanish without a word
     */
    public record Side(
            String output, String drivingTopic, Map<String, RowVersions> slots, boolean stays, boolean everyEvent) {
        public Side {
            slots = new LinkedHashMap<>(slots);
        }
    }

    /**
     * Where a table's latest rows are kept.
     *
     * @param changes what changes in them
     * @param store the name of the store
     * @param copies what is known of it beside, where the store is one of the instance; null where it is one of the task
     */
    public record Kept(
            KStream<byte[], TableChange> changes,
            String store,
            @Nullable Copies copies) {}

    /**
     * The table that is joined.
     *
     * @param partitions of its change topic, where known: what is joined to it must have as many
     */
    public record Partner(Kept kept, RowVersions rows, KeyCodec keys, OptionalInt partitions) {
        KStream<byte[], TableChange> changes() {
            return kept.changes();
        }

        String store() {
            return kept.store();
        }

        LatestRows latest() {
            return new LatestRows(store(), rows);
        }
    }

    /**
     * The rows to be joined.
     *
     * @param start the change that a record of the stream tells; null where it tells none
     */
    public record Rows<V>(KStream<byte[], V> stream, Function<V, @Nullable JoinedChange> start) {
        /** Rows that were joined before. */
        public static Rows<JoinedChange> joined(KStream<byte[], JoinedChange> stream) {
            return new Rows<>(stream, change -> change);
        }
    }

    /** Makes a store, in memory or on disk. */
    public interface StoreFactory {
        KeyValueBytesStoreSupplier named(String name);

        /** The store of that name, of bytes under bytes. */
        default StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(String name) {
            return Stores.keyValueStoreBuilder(named(name), Serdes.Bytes(), Serdes.ByteArray());
        }
    }

    private final StreamsBuilder builder;
    private final StoreFactory storeFactory;

    public JoinStep(StreamsBuilder builder, StoreFactory storeFactory) {
        this.builder = builder;
        this.storeFactory = storeFactory;
    }

    /** Rows joined to the latest partner at all times: either side may change, and changes what comes out. */
    public <V> KStream<byte[], JoinedChange> table(Rows<V> rows, Side side, Join join, Partner partner) {
        RoutedRowSerde serde = serde(side);
        String index = name(side, join.broadcast() ? "rows-beside" : "rows-by", join);
        builder.addStateStore(storeFactory.builder(index));
        KStream<byte[], JoinedChange> joined = route(rows, side, join, partner)
                .process(
                        () -> new JoinRows(index, serde, partner.latest(), join.inner()),
                        Named.as(name(side, "join", join)),
                        index,
                        partner.store());
        KStream<byte[], JoinedChange> rejoined = partner.changes()
                .process(
                        () -> new RejoinPartner(index, serde, join.inner()),
                        Named.as(name(side, "rejoin", join)),
                        index);
        return joined.merge(rejoined, Named.as(name(side, "merge", join)));
    }

    /** Events joined once, to the partner as it is when they come, or when it comes while they wait. */
    public <V> KStream<byte[], JoinedChange> stream(Rows<V> rows, Side side, Join join, Partner partner) {
        String reason = "no row of '" + join.table() + "' under the key that " + join.on() + " refers to"
                + join.patience().map(time -> ", after waiting " + time).orElse("");
        Settlement settlement = new Settlement(side.drivingTopic(), reason, join.inner());
        KStream<byte[], RoutedRow> routed = route(rows, side, join, partner);
        if (join.patience().isPresent()) {
            String settle = name(side, "settle", join);
            return waiting(routed, side, join, partner)
                    .process(() -> new CountDead<>(settle, new SettleRows(settlement)), Named.as(settle));
        }
        String enrich = name(side, "enrich-from", join);
        return routed.process(
                () -> new CountDead<>(enrich, new EnrichRows(partner.latest(), settlement)),
                Named.as(enrich),
                partner.store());
    }

    private KStream<byte[], RoutedRow> waiting(
            KStream<byte[], RoutedRow> routed, Side side, Join join, Partner partner) {
        String held = name(side, join.broadcast() ? "held-beside" : "held-for", join);
        builder.addStateStore(storeFactory.builder(held));
        WaitingRows.Settings settings =
                new WaitingRows.Settings(held, serde(side), join.patience().orElseThrow());
        Copies copies = partner.kept().copies();
        if (copies != null) {
            return routed.process(
                    () -> new HoldForCopies(partner.latest(), settings, copies),
                    Named.as(name(side, "hold-for", join)),
                    held);
        }
        KStream<byte[], RoutedRow> enriched = routed.process(
                () -> new HoldRows(partner.latest(), settings),
                Named.as(name(side, "hold-for", join)),
                partner.store(),
                held);
        KStream<byte[], RoutedRow> released = partner.changes()
                .process(() -> new ReleaseWaiting(settings), Named.as(name(side, "release", join)), held);
        return enriched.merge(released, Named.as(name(side, "merge", join)));
    }

    private <V> KStream<byte[], RoutedRow> route(Rows<V> rows, Side side, Join join, Partner partner) {
        Reference reference = new Reference(join.on(), side.slots(), partner.keys());
        String route = name(side, "route-to", join);
        KStream<byte[], RoutedRow> routed = rows.stream()
                .process(
                        () -> new CountDead<>(route, new RouteToPartner<>(rows.start(), reference, side, join)),
                        Named.as(route));
        if (side.stays()) {
            return routed;
        }
        Repartitioned<byte[], RoutedRow> by =
                Repartitioned.with(Serdes.ByteArray(), serde(side)).withName(name(side, "by", join));
        return repartition(routed, by, partner.partitions());
    }

    /** Rows on the other side of a topic of so many partitions, where that is known. */
    public static <V> KStream<byte[], V> repartition(
            KStream<byte[], V> rows, Repartitioned<byte[], V> topic, OptionalInt partitions) {
        return rows.repartition(partitions.isPresent() ? topic.withNumberOfPartitions(partitions.getAsInt()) : topic);
    }

    private static RoutedRowSerde serde(Side side) {
        return new RoutedRowSerde(List.copyOf(side.slots().values()));
    }

    private static String name(Side side, String step, Join join) {
        return name(side.output(), step, join);
    }

    /** The name of a step, store or topic of a join. */
    public static String name(String output, String step, Join join) {
        return output.replace('_', '-') + "-" + step + "-" + join.table().replace('_', '-');
    }
}
