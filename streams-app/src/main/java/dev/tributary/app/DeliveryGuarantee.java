package dev.tributary.app;

import dev.tributary.config.AppConfig;
import dev.tributary.config.Problem;
import dev.tributary.config.PropertyFile;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;

/** Whether a pipeline may run under the configured guarantee. */
public final class DeliveryGuarantee {
    private DeliveryGuarantee() {}

    /**
     * What stands against it. At least once, a crash can keep a change in a table's store and lose the row that it made; the
     * change comes again, is no newer than the store, and goes nowhere.
     */
    public static Optional<Problem> objection(AppConfig config, Pipeline pipeline) {
        String key = StreamsConfig.PROCESSING_GUARANTEE_CONFIG;
        List<String> endangered = pipeline.outputs().stream()
                .filter(Output::needsExactlyOnce)
                .map(Output::name)
                .toList();
        if (endangered.isEmpty()
                || StreamsConfig.EXACTLY_ONCE_V2.equals(
                        config.streamsProperties().getProperty(key))) {
            return Optional.empty();
        }
        return Optional.of(PropertyFile.read(config.file())
                .problem(
                        key,
                        "a crash could lose rows of " + endangered + ", whose kind is table or whose joins wait",
                        "set exactly_once_v2, or kind = stream without wait"));
    }
}
