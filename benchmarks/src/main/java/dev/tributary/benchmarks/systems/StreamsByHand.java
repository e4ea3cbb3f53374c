package dev.tributary.benchmarks.systems;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The join by hand in Kafka Streams: one repartition of the bonuses, bytes from end to end, ready-made output fragments in an
 * in-memory store. As much a piece of this data set as {@link LimitJoin} is.
 */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class StreamsByHand implements Supplier<Topology> {
    private static final String STORE = "employees";
    private static final int ID_AT = "{\"employee_id\":".length();

    private final String payroll;
    private final String bonus;
    private final String output;
    private final LimitFormat format;

    StreamsByHand(String payroll, String bonus, String output, LimitFormat format) {
        this.payroll = payroll;
        this.bonus = bonus;
        this.output = output;
        this.format = format;
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder();
        Consumed<byte[], byte[]> bytes = Consumed.with(Serdes.ByteArray(), Serdes.ByteArray());
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray()));
        builder.stream(payroll, bytes).process(() -> new Keep(format), STORE);
        builder.stream(bonus, bytes)
                .process(() -> new Route(format))
                .repartition(Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray())
                        .withName("by-employee"))
                .process(() -> new Enrich(format), STORE)
                .to(output, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        return builder.build();
    }

    /** The same join to a table that is whole in each process, of whatever version it is by then. */
    Topology global() {
        StreamsBuilder builder = new StreamsBuilder();
        Consumed<byte[], byte[]> bytes = Consumed.with(Serdes.ByteArray(), Serdes.ByteArray());
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray()),
                payroll,
                bytes,
                () -> new KeepGlobally(format));
        builder.stream(bonus, bytes)
                .process(() -> new EnrichInPlace(format))
                .to(output, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        return builder.build();
    }

    private abstract static class Step implements Processor<byte[], byte[], byte[], byte[]> {
        ProcessorContext<byte[], byte[]> context;

        @Override
        public void init(ProcessorContext<byte[], byte[]> processorContext) {
            context = processorContext;
        }
    }

    private static final class Keep extends Step {
        private final LimitFormat format;

        Keep(LimitFormat format) {
            this.format = format;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
            store.put(Bytes.wrap(record.key()), format.employee(record.value()).bytes());
        }
    }

    /** The bonus' own key travels in front of its value. */
    private static final class Route extends Step {
        private final LimitFormat format;

        Route(LimitFormat format) {
            this.format = format;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            byte[] key = ("{\"employee_id\":" + format.employeeOf(record.value()) + "}").getBytes(UTF_8);
            byte[] value = ByteBuffer.allocate(1 + record.key().length + record.value().length)
                    .put((byte) record.key().length)
                    .put(record.key())
                    .put(record.value())
                    .array();
            context.forward(record.withKey(key).withValue(value));
        }
    }

    private abstract static class Looking extends Step {
        final LimitFormat format;
        KeyValueStore<Bytes, byte[]> store;

        Looking(LimitFormat format) {
            this.format = format;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> processorContext) {
            super.init(processorContext);
            store = context.getStateStore(STORE);
        }
    }

    private static final class Enrich extends Looking {
        Enrich(LimitFormat format) {
            super(format);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            byte[] value = record.value();
            byte[] key = Arrays.copyOfRange(value, 1, 1 + value[0]);
            byte[] row = format.join(Arrays.copyOfRange(value, 1 + value[0], value.length), id -> known(record.key()));
            if (row != null) {
                context.forward(record.withKey(key).withValue(row));
            }
        }

        private @Nullable Fragments known(byte[] key) {
            byte[] kept = store.get(Bytes.wrap(key));
            int id = Integer.parseInt(new String(key, ID_AT, key.length - ID_AT - 1, UTF_8));
            return kept == null ? null : Fragments.of(id, kept);
        }
    }

    private static final class KeepGlobally implements Processor<byte[], byte[], Void, Void> {
        private final LimitFormat format;
        private KeyValueStore<Bytes, byte[]> store;

        KeepGlobally(LimitFormat format) {
            this.format = format;
        }

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            store.put(Bytes.wrap(record.key()), format.employee(record.value()).bytes());
        }
    }

    private static final class EnrichInPlace extends Looking {
        EnrichInPlace(LimitFormat format) {
            super(format);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            byte[] row = format.join(record.value(), this::known);
            if (row != null) {
                context.forward(record.withValue(row));
            }
        }

        private @Nullable Fragments known(int id) {
            byte[] kept = store.get(Bytes.wrap(("{\"employee_id\":" + id + "}").getBytes(UTF_8)));
            return kept == null ? null : Fragments.of(id, kept);
        }
    }
}
