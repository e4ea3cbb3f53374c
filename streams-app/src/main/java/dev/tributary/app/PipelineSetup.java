package dev.tributary.app;

import dev.tributary.config.AppConfig;
import dev.tributary.errors.DeadLetters;
import dev.tributary.pipeline.Format;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineChecks;
import dev.tributary.pipeline.PipelineFile;
import dev.tributary.projection.Expressions;
import dev.tributary.projection.Masking;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.RowVersions;
import dev.tributary.serde.WriterSchemas;
import dev.tributary.topology.RegisteredWriters;
import dev.tributary.topology.ReplayTopic;
import dev.tributary.topology.TopologySettings;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Brings together what a topology needs: the pipeline, its schemas, the registry's client, the stores. */
public final class PipelineSetup {
    private static final int CACHED_SCHEMAS = 1000;

    private final AppConfig config;
    private final Pipeline pipeline;
    private final Masking masking;

    private PipelineSetup(AppConfig config, Pipeline pipeline, Masking masking) {
        this.config = config;
        this.pipeline = pipeline;
        this.masking = masking;
    }

    /**
     * Reads the configured pipeline.
     *
     * @throws dev.tributary.pipeline.PipelineException when the pipeline file is wrong
     */
    public static PipelineSetup of(AppConfig config) {
        if (config.pipelines().size() != 1) {
            throw new StartFailure(
                    ExitCode.USAGE,
                    config.file() + ": tributary.pipelines should name one file; run another pipeline under an"
                            + " application.id of its own");
        }
        Masking masking = config.tokenKey().map(Masking::keyed).orElseGet(Masking::unkeyed);
        Pipeline pipeline = PipelineFile.read(config.pipelines().get(0), new Expressions(masking));
        DeliveryGuarantee.objection(config, pipeline).ifPresent(problem -> {
            throw new StartFailure(ExitCode.USAGE, problem.toString());
        });
        return new PipelineSetup(config, pipeline, masking);
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    /** Kafka Streams' properties, with the handler that sends bad records to the dead letter topic. */
    public Properties streamsProperties() {
        Properties properties = config.streamsProperties();
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
        properties.put(DeadLetters.PIPELINE_CONFIG, pipeline.name());
        properties.put(ReplayTopic.READ_CONFIG, config.replays());
        properties.putIfAbsent(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, TableStorage.class);
        properties.put(TableStorage.MEMORY_CONFIG, config.rocksDbBytes());
        return properties;
    }

    /**
     * The settings of the pipeline's topology; asks the registry where tables leave their schema to it.
     *
     * @param partitions of the change topics, where known
     * @param history what tables have declared before
     * @throws dev.tributary.pipeline.PipelineException when the pipeline does not fit the registry's schemas
     */
    public TopologySettings settings(Map<String, Integer> partitions, SchemaHistory history) {
        SchemaRegistryClient registry = registry(config, pipeline);
        Map<String, RowVersions> tables = new TableSchemas(registry, history).of(pipeline);
        PipelineChecks.withSchemas(pipeline, known(tables), new Expressions(masking));
        return new TopologySettings(
                tables,
                registry == null ? null : new WriterSchemas(registry),
                new RegisteredWriters(registry),
                masking,
                topic -> Topics.count(partitions, topic),
                config.storeType() == AppConfig.StoreType.MEMORY
                        ? Stores::inMemoryKeyValueStore
                        : Stores::persistentKeyValueStore,
                streamsProperties());
    }

    private static PipelineChecks.KnownSchemas known(Map<String, RowVersions> tables) {
        Map<String, RowSchema> latest = new LinkedHashMap<>();
        Map<String, RowSchema> widest = new LinkedHashMap<>();
        tables.forEach((table, rows) -> {
            latest.put(table, rows.present());
            widest.put(table, rows.widest());
        });
        return new PipelineChecks.KnownSchemas(latest, widest);
    }

    /** The registry's client; null when no topic of the pipeline is Avro. */
    public static @Nullable SchemaRegistryClient registry(AppConfig config, Pipeline pipeline) {
        boolean avro = pipeline.tables().stream().anyMatch(table -> table.format() == Format.AVRO)
                || pipeline.outputs().stream().anyMatch(output -> output.format() == Format.AVRO);
        if (!avro) {
            return null;
        }
        String urls = config.registryUrl()
                .orElseThrow(() -> new StartFailure(
                        ExitCode.USAGE,
                        config.file() + ": schema.registry.url is missing, but pipeline " + pipeline.name()
                                + " reads or writes Avro"));
        return SchemaRegistryClientFactory.newClient(
                List.of(urls.split("\\s*,\\s*")),
                CACHED_SCHEMAS,
                List.of(new AvroSchemaProvider()),
                config.registryProperties(),
                Map.of());
    }
}
