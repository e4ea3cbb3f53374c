package dev.tributary.benchmarks.systems;

import dev.tributary.benchmarks.data.Format;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** The best that was found with Kafka Streams itself: the settings of the real application in the throughput runs. */
public final class StreamsByHandMain {
    private StreamsByHandMain() {}

    /** Bootstrap servers, topics of payroll, bonus and output, format, schema id of the output, state directory, contender. */
    public static void main(String[] args) {
        LimitFormat format = LimitFormat.of(Format.valueOf(args[4]), Integer.parseInt(args[5]));
        Properties properties = new Properties();
        properties.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                args[3].replace("-output", ""),
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                args[0],
                StreamsConfig.STATE_DIR_CONFIG,
                args[6],
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                2,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                1000,
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                0,
                StreamsConfig.producerPrefix("linger.ms"),
                50,
                StreamsConfig.producerPrefix("batch.size"),
                524_288,
                StreamsConfig.consumerPrefix("max.poll.records"),
                10_000,
                StreamsConfig.consumerPrefix("max.partition.fetch.bytes"),
                8_388_608));
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        StreamsByHand join = new StreamsByHand(args[1], args[2], args[3], format);
        boolean global = Contender.valueOf(args[7]) == Contender.STREAMS_BY_HAND_GLOBAL;
        KafkaStreams streams = new KafkaStreams(global ? join.global() : join.get(), properties);
        streams.setUncaughtExceptionHandler(failure -> org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler
                .StreamThreadExceptionResponse.SHUTDOWN_APPLICATION);
        streams.start();
    }
}
