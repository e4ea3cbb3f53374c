package dev.tributary.errors;

import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.Origin;
import dev.tributary.serde.Replayed;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a bad record to the dead letter topic, with its reason and where it came from, and lets the next one through; any
 * other failure is ours or the cluster's, and stops the application.
 *
 * <p>The letter holds the raw record: the topic needs the access rules and retention of its sources.
 */
public final class DeadLetters implements ProcessingExceptionHandler {
    /** The pipeline's name, for the letters' headers. */
    public static final String PIPELINE_CONFIG = "tributary.dead.letter.pipeline";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private String topic = "";
    private String pipeline = "";

    @Override
    public void configure(Map<String, ?> configs) {
        topic = String.valueOf(configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG));
        pipeline = configs.get(PIPELINE_CONFIG) instanceof String name ? name : "";
    }

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (exception instanceof BadRecordException bad) {
            Origin origin = origin(context, bad);
            LOG.warn("dead letter from {} at step {}: {}", origin, context.processorNodeId(), bad.getMessage());
            return Response.resume(List.of(letter(context, bad, origin)));
        }
        return Response.fail();
    }

    /** A record that was sent back, and dies again, still comes from where it stood first. */
    private static Origin origin(ErrorHandlerContext context, BadRecordException bad) {
        if (bad.kept() != null) {
            return bad.kept().origin();
        }
        Origin told = Origin.told(context.headers());
        return told == null ? new Origin(context.topic(), context.partition(), context.offset()) : told;
    }

    private ProducerRecord<byte[], byte[]> letter(ErrorHandlerContext context, BadRecordException bad, Origin origin) {
        BadRecordException.Kept kept = bad.kept();
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                topic,
                null,
                System.currentTimeMillis(),
                kept == null ? context.sourceRawKey() : kept.key(),
                kept == null ? context.sourceRawValue() : kept.value());
        Headers headers = letter.headers();
        context.headers().forEach(headers::add);
        LetterHeaders.remove(headers);
        LetterHeaders.add(headers, LetterHeaders.EXCEPTION, bad.getClass().getName());
        LetterHeaders.add(headers, LetterHeaders.REASON, String.valueOf(bad.getMessage()));
        LetterHeaders.add(headers, LetterHeaders.TOPIC, origin.topic());
        LetterHeaders.add(headers, LetterHeaders.PARTITION, Integer.toString(origin.partition()));
        LetterHeaders.add(headers, LetterHeaders.OFFSET, Long.toString(origin.offset()));
        LetterHeaders.add(headers, LetterHeaders.TIMESTAMP, Long.toString(Math.max(0, context.timestamp())));
        LetterHeaders.add(headers, LetterHeaders.PIPELINE, pipeline);
        LetterHeaders.add(headers, LetterHeaders.STEP, context.processorNodeId());
        String event = kept == null ? Replayed.event(context.headers()) : kept.event();
        if (event != null) {
            LetterHeaders.add(headers, Replayed.EVENT, event);
        }
        return letter;
    }
}
