package dev.tributary.local.part;

import dev.tributary.app.ExitCode;
import dev.tributary.app.TableSchemas;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.snowflake.SnowflakeDouble;
import dev.tributary.local.snowflake.SnowflakeDouble.Declared;
import dev.tributary.pipeline.Format;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.projection.Masking;
import dev.tributary.snowflake.DuckDbDialect;
import dev.tributary.snowflake.Names;
import dev.tributary.snowflake.OutputTable;
import dev.tributary.snowflake.PipelineDdl;
import dev.tributary.snowflake.Refresh;
import dev.tributary.snowflake.SqlName;
import dev.tributary.topology.OutputSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tables of a pipeline's outputs as {@code tributary snowflake ddl --views} prints them, made in the double. */
public final class LandingTables {

    private static final Masking ANY_KEY = Masking.keyed("a key to find out columns with");

    private final Map<String, OutputTable> byTopic = new LinkedHashMap<>();

    /**
     * The tables of a pipeline, in the places that the connector's configuration names.
     *
     * @throws LocalException when the connector's configuration does not fit the pipeline
     * @throws dev.tributary.pipeline.PipelineException when an output cannot be kept in append-only tables
     */
    LandingTables(Pipeline pipeline, Names names) {
        requireFit(pipeline);
        Map<String, OutputSchema> schemas = OutputSchema.all(pipeline, TableSchemas.present(null, pipeline), ANY_KEY);
        PipelineDdl ddl = new PipelineDdl(pipeline, names, views(), schemas);
        for (int i = 0; i < ddl.tables().size(); i++) {
            byTopic.put(pipeline.outputs().get(i).topic(), ddl.tables().get(i));
        }
    }

    private static void requireFit(Pipeline pipeline) {
        for (Output output : pipeline.outputs()) {
            if (output.format() != Format.AVRO) {
                throw misfit("output." + output.name() + ".format is not avro, which the connector here reads");
            }
        }
        pipeline.tables().stream()
                .filter(table -> table.schema().isEmpty())
                .findFirst()
                .ifPresent(table -> {
                    throw misfit("table." + table.name()
                            + ".schema is missing, and the tables are made before the registry has one");
                });
    }

    private static LocalException misfit(String why) {
        return new LocalException(
                ExitCode.USAGE, "--warehouse snowflake: " + why + "; change it, or take --warehouse duckdb");
    }

    /** The names of a configuration of the connector. */
    public static Names names(Map<String, String> connector) {
        return new Names(
                name(connector, "snowflake.database.name"),
                name(connector, "snowflake.schema.name"),
                new SqlName("tributary_wh"),
                name(connector, "snowflake.role.name"),
                name(connector, "snowflake.user.name"));
    }

    private static SqlName name(Map<String, String> connector, String key) {
        return new SqlName(connector.getOrDefault(key, ""));
    }

    private static Refresh views() {
        return new Refresh(Optional.empty());
    }

    /** Makes all tables, or adds the columns that they lack. */
    public void create(SnowflakeDouble snowflake) throws SQLException {
        for (OutputTable table : byTopic.values()) {
            create(snowflake, table);
        }
    }

    /** Makes a landing table, or adds the columns that it lacks, and its views. */
    public static void create(SnowflakeDouble snowflake, OutputTable table) throws SQLException {
        List<Declared> columns = new ArrayList<>(List.of(new Declared(OutputTable.METADATA, "VARIANT")));
        table.columns().forEach(column -> columns.add(new Declared(column.name().toString(), column.landingType())));
        snowflake.createTable(table.landing().toString(), columns);
        try (Connection connection = snowflake.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(DuckDbDialect.of(table.current(views())));
            statement.execute(DuckDbDialect.of(table.history(views())));
        }
    }

    /** The view of the latest rows of a topic. */
    String current(String topic) {
        OutputTable table = byTopic.get(topic);
        if (table == null) {
            throw new IllegalArgumentException("no output writes " + topic);
        }
        return table.current().text();
    }

    /** {@code snowflake.topic2table.map}. */
    String topicToTable() {
        return byTopic.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue().landing())
                .collect(Collectors.joining(","));
    }
}
