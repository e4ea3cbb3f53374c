package dev.tributary.app;

import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets events come when the tables that are broadcast to them are there: an event that is joined once would have to be held for its
 * row otherwise, and at a first start that is every event of the backlog. What comes too early all the same is held.
 *
 * <p>Until then the consumers of Kafka Streams leave the events in their topics. A table is there when the group has committed what
 * its topic held at the start, or when nothing more comes of it.
 */
final class TablesFirst implements KafkaClientSupplier, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TablesFirst.class);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);
    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    private final HeldTopics events;
    private final Map<String, Integer> tables;
    private final StreamsConfig config;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Clients that hold a pipeline's events back, where it broadcasts a table to any. The group protocol {@code streams} takes no
     * clients but its own.
     *
     * @param partitions of its change topics
     */
    static Optional<TablesFirst> of(Pipeline pipeline, Map<String, Integer> partitions, StreamsConfig config) {
        boolean own =
                config.getString(StreamsConfig.GROUP_PROTOCOL_CONFIG).equalsIgnoreCase(GroupProtocol.STREAMS.name());
        return own || pipeline.topicsBehindTables().isEmpty()
                ? Optional.empty()
                : Optional.of(new TablesFirst(pipeline, partitions, config));
    }

    private TablesFirst(Pipeline pipeline, Map<String, Integer> partitions, StreamsConfig config) {
        this.tables = new TreeMap<>(partitions);
        tables.keySet()
                .retainAll(
                        pipeline.tablesEverywhere().stream().map(Table::topic).toList());
        this.events = new HeldTopics(pipeline.topicsBehindTables());
        this.config = config;
    }

    /** Begins to watch the tables. */
    void start() {
        Thread watch = new Thread(this::watch, "tables-first");
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void watch() {
        try (Admin admin = Admin.create(config.getAdminConfigs("tables-first"))) {
            String group = config.getString(StreamsConfig.APPLICATION_ID_CONFIG);
            await(new TableLag(new GroupOffsets(admin, group, ANSWER), tables));
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("cannot tell whether the tables are read; events may be held for them: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            events.letGo();
        }
    }

    private void await(TableLag lag) throws ExecutionException, InterruptedException, TimeoutException {
        long behind = lag.records();
        if (behind > 0) {
            LOG.info("events wait in their topics for {} records of the tables {}", behind, tables.keySet());
        }
        long moved = System.nanoTime();
        long told = moved;
        while (behind > 0 && !closed.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
            long now = System.nanoTime();
            long left = lag.records();
            moved = left < behind ? now : moved;
            behind = left;
            if (now - moved > STANDSTILL.toNanos()) {
                LOG.warn("{} records of the tables {} are not read; events no longer wait", left, tables.keySet());
                return;
            }
            if (now - told > BETWEEN_WORDS.toNanos()) {
                told = now;
                LOG.info("{} records of the tables to go", left);
            }
        }
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> configs) {
        Consumer<byte[], byte[]> consumer = consumer(configs);
        return events.areLetGo() ? consumer : events.at(consumer);
    }

    @Override
    public Admin getAdmin(Map<String, Object> configs) {
        return Admin.create(configs);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> configs) {
        return new KafkaProducer<>(configs, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> configs) {
        return consumer(configs);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> configs) {
        return consumer(configs);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> configs) {
        return new KafkaConsumer<>(configs, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
