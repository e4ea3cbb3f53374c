package dev.tributary.app;

import dev.tributary.errors.LetterHeaders;
import dev.tributary.serde.Origin;
import dev.tributary.serde.Replayed;
import dev.tributary.topology.ReplayTopic;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes of a dead letter the record that it was, with a note of where that stood and how often it has come back. */
public final class ReplayedLetter {
    private final String applicationId;
    private final Map<String, Integer> partitions;

    /** Letters of one application; {@code partitions}: of each of its change topics. */
    public ReplayedLetter(String applicationId, Map<String, Integer> partitions) {
        this.applicationId = applicationId;
        this.partitions = Map.copyOf(partitions);
    }

    /** The record to send; empty when the letter does not come from a change topic of the application. */
    public Optional<ProducerRecord<byte[], byte[]>> of(ConsumerRecord<byte[], byte[]> letter) {
        Headers told = letter.headers();
        String topic = LetterHeaders.text(told, LetterHeaders.TOPIC);
        Integer count = partitions.get(topic);
        if (count == null) {
            return Optional.empty();
        }
        int partition = (int) number(told, LetterHeaders.PARTITION, -1);
        Origin origin = new Origin(topic, partition, number(told, LetterHeaders.OFFSET, -1));
        return Optional.of(new ProducerRecord<>(
                ReplayTopic.of(applicationId, topic),
                partition >= 0 && partition < count ? (Integer) partition : null,
                number(told, LetterHeaders.TIMESTAMP, letter.timestamp()),
                letter.key(),
                letter.value(),
                headers(told, origin)));
    }

    private static Headers headers(Headers told, Origin origin) {
        String event = Replayed.event(told);
        int times = Replayed.times(told) + 1;
        Headers headers = new RecordHeaders(told.toArray());
        LetterHeaders.remove(headers);
        headers.remove(Replayed.TIMES);
        headers.add(Origin.HEADER, origin.text());
        LetterHeaders.add(headers, Replayed.TIMES, Integer.toString(times));
        if (event != null) {
            LetterHeaders.add(headers, Replayed.EVENT, event);
        }
        return headers;
    }

    private static long number(Headers headers, String name, long otherwise) {
        try {
            return Math.max(-1, Long.parseLong(LetterHeaders.text(headers, name)));
        } catch (NumberFormatException missing) {
            return otherwise;
        }
    }
}
