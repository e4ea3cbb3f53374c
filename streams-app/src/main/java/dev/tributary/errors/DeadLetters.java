package dev.tributary.errors;

import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.Origin;
import java.nio.charset.StandardCharsets;
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
 * <p>Headers carry Kafka Streams' own names, so that tools which read its dead letters read these. The letter holds the raw
 * record: the topic needs the access rules and retention of its sources.
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
            Origin told = bad.origin();
            Origin origin = told == null ? new Origin(context.topic(), context.partition(), context.offset()) : told;
            LOG.warn("dead letter from {} at step {}: {}", origin, context.processorNodeId(), bad.getMessage());
            return Response.resume(List.of(letter(context, bad, origin)));
        }
        return Response.fail();
    }

    private ProducerRecord<byte[], byte[]> letter(ErrorHandlerContext context, BadRecordException bad, Origin origin) {
        boolean kept = bad.origin() != null;
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                topic,
                null,
                Math.max(0, context.timestamp()),
                kept ? bad.key() : context.sourceRawKey(),
                kept ? bad.value() : context.sourceRawValue());
        Headers headers = letter.headers();
        add(headers, "__streams.errors.exception", bad.getClass().getName());
        add(headers, "__streams.errors.message", String.valueOf(bad.getMessage()));
        add(headers, "__streams.errors.topic", origin.topic());
        add(headers, "__streams.errors.partition", Integer.toString(origin.partition()));
        add(headers, "__streams.errors.offset", Long.toString(origin.offset()));
        add(headers, "tributary.pipeline", pipeline);
        add(headers, "tributary.step", context.processorNodeId());
        return letter;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
