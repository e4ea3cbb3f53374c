package dev.tributary.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Topics whose records stay in Kafka until they are let go: the consumers do not fetch them, and everything else goes on. For many
 * consumers, each used by one thread.
 */
final class HeldTopics {
    private final Set<String> topics;
    private volatile boolean open;

    HeldTopics(Collection<String> topics) {
        this.topics = Set.copyOf(topics);
    }

    /** From now on all is read. */
    void letGo() {
        open = true;
    }

    boolean areLetGo() {
        return open;
    }

    /** The consumer, with these topics' partitions paused, whatever its user resumes. */
    @SuppressWarnings("unchecked") // a proxy of Consumer is one of every kind
    Consumer<byte[], byte[]> at(Consumer<byte[], byte[]> consumer) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, new Holding(consumer)::call);
    }

    private final class Holding {
        private final Consumer<byte[], byte[]> consumer;
        /** Partitions that would be read if they were not held. */
        private final Set<TopicPartition> held = new HashSet<>();

        Holding(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Nullable
        Object call(Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            switch (method.getName()) {
                case "poll" -> holdOrLetGo();
                case "pause" -> held.removeAll(partitions(arguments));
                case "resume" -> {
                    consumer.resume(notHeld(partitions(arguments)));
                    return null;
                }
                default -> {}
            }
            try {
                return method.invoke(consumer, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private void holdOrLetGo() {
            if (open && !held.isEmpty()) {
                held.retainAll(consumer.assignment());
                consumer.resume(held);
                held.clear();
            } else if (!open) {
                List<TopicPartition> read = new ArrayList<>(consumer.assignment());
                read.removeAll(consumer.paused());
                read.removeIf(partition -> !topics.contains(partition.topic()));
                consumer.pause(read);
                held.addAll(read);
            }
        }

        private Collection<TopicPartition> notHeld(Collection<TopicPartition> resumed) {
            List<TopicPartition> rest = new ArrayList<>();
            for (TopicPartition partition : resumed) {
                if (open || !topics.contains(partition.topic())) {
                    rest.add(partition);
                } else {
                    held.add(partition);
                }
            }
            return rest;
        }
    }

    @SuppressWarnings("unchecked") // so Consumer declares pause and resume
    private static Collection<TopicPartition> partitions(@Nullable Object @Nullable [] arguments) {
        return (Collection<TopicPartition>) java.util.Objects.requireNonNull(arguments)[0];
    }
}
