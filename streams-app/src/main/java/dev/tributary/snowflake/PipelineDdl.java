package dev.tributary.snowflake;

import dev.tributary.config.Problem;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineException;
import dev.tributary.topology.OutputSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything that a pipeline's outputs need in Snowflake, as one script that may be run again. */
public final class PipelineDdl {
    private static final String HEAD = """
            -- Snowflake for pipeline %1$s. Printed by ./tributary snowflake ddl: change the pipeline, not this file.
            -- Run it as a user who may use USERADMIN and SYSADMIN. Running it again adds new columns to the landing tables and
            -- makes the tables behind them anew.

            """;
    private static final String KEY = """
            -- The connector signs in with a key pair: ./tributary snowflake keygen --user %1$s prints the statement
            -- ALTER USER %1$s SET RSA_PUBLIC_KEY = '…'; run it here.

            """;
    private static final String LANDING = """
            -- Every record of %1$s as it came: snowflake.topic2table.map = %1$s:%2$s
            -- Made before the connector starts, which would make VARCHAR of decimals.
            """;
    private static final String CURRENT = """
            -- The latest row of each key: by __position, then by offset; without the keys that are gone.
            """;
    private static final String HISTORY = """
            -- What was the row of a key when: valid_from <= t AND (valid_to IS NULL OR t < valid_to), in the source's time, UTC.
            -- The order of a key's rows is that of the source. A row that was replaced within its millisecond, or read after what
            -- replaces it, was never valid and is left to the landing table. No row of a key is valid while the key was gone.
            """;

    private final Pipeline pipeline;
    private final Names names;
    private final Refresh refresh;
    private final List<Output> outputs;
    private final List<OutputTable> tables = new ArrayList<>();

    /**
     * The script of a pipeline.
     *
     * @param schemas what each output's records look like, by output name
     * @throws PipelineException when an output cannot be kept in append-only tables
     */
    public PipelineDdl(Pipeline pipeline, Names names, Refresh refresh, Map<String, OutputSchema> schemas) {
        this.pipeline = pipeline;
        this.names = names;
        this.refresh = refresh;
        this.outputs = pipeline.outputs();
        List<Problem> problems = new ArrayList<>();
        for (Output output : outputs) {
            OutputTable table = OutputTable.of(
                    names, new SqlName(output.name()), java.util.Objects.requireNonNull(schemas.get(output.name())));
            problems.addAll(problems(output, table));
            tables.add(table);
        }
        if (!problems.isEmpty()) {
            throw new PipelineException(problems);
        }
    }

    private List<Problem> problems(Output output, OutputTable table) {
        List<Problem> problems = new ArrayList<>();
        if (!output.metadata()) {
            problems.add(problem(
                    output,
                    "metadata",
                    "is false, so that rows tell neither their place in time nor that they are gone",
                    "leave it out for an output that goes to Snowflake"));
        }
        if (output.deletes() == Output.Deletes.TOMBSTONE) {
            problems.add(problem(
                    output,
                    "deletes",
                    "is tombstone, which leaves nothing in a table that is only appended to",
                    "write row or both"));
        }
        table.clashes()
                .forEach(name -> problems.add(problem(
                        output, "fields", "column " + name + " is there twice in Snowflake", "rename the column")));
        return problems;
    }

    private Problem problem(Output output, String key, String what, String fix) {
        return new Problem(pipeline.file().toString(), 0, "output." + output.name() + "." + key, what, fix);
    }

    /** The tables of the outputs, in the outputs' order. */
    public List<OutputTable> tables() {
        return List.copyOf(tables);
    }

    /** The script. */
    public String text() {
        AccountSql account = new AccountSql(names);
        StringBuilder sql = new StringBuilder(HEAD.formatted(pipeline.name()));
        sql.append(account.signIn())
                .append('\n')
                .append(KEY.formatted(names.user()))
                .append(account.home());
        for (int i = 0; i < tables.size(); i++) {
            OutputTable table = tables.get(i);
            Output output = outputs.get(i);
            sql.append('\n').append(LANDING.formatted(output.topic(), table.landing()));
            sql.append(table.create()).append('\n').append(table.widen()).append("\n\n");
            sql.append(CURRENT).append(table.current(refresh)).append("\n\n");
            sql.append(HISTORY).append(table.history(refresh)).append('\n');
            String hints = new PolicyHints(table, refresh, output).text();
            sql.append(hints.isEmpty() ? "" : "\n" + hints);
        }
        return sql.append("\n-- The connector may append to ")
                .append(tables.stream().map(table -> table.landing().toString()).collect(Collectors.joining(", ")))
                .append(", and nothing else.\n")
                .append(account.rights(tables))
                .toString();
    }
}
