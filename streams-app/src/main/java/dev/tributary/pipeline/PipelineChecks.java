package dev.tributary.pipeline;

import dev.tributary.config.Nearest;
import dev.tributary.config.Problem;
import dev.tributary.config.PropertyFile;
import dev.tributary.row.RowSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the parts of a pipeline fit together; every mistake at once. */
public final class PipelineChecks {
    private final Pipeline pipeline;
    private final PropertyFile file;
    private final ExpressionCheck expressions;
    private final Set<String> tables;
    private final List<Problem> problems = new ArrayList<>();

    PipelineChecks(Pipeline pipeline, PropertyFile file, ExpressionCheck expressions) {
        this.pipeline = pipeline;
        this.file = file;
        this.expressions = expressions;
        this.tables = pipeline.tables().stream().map(Table::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The checks that need schemas, for a pipeline whose Avro tables leave them to the Schema Registry.
     *
     * @param schemas the row schemas of every table, by its name
     * @throws PipelineException with every mistake
     */
    public static void withSchemas(Pipeline pipeline, KnownSchemas schemas, ExpressionCheck expressions) {
        PipelineChecks checks = new PipelineChecks(pipeline, PropertyFile.read(pipeline.file()), expressions);
        checks.columns(schemas);
        report(checks.problems);
    }

    static void report(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new PipelineException(new LinkedHashSet<>(problems)
                    .stream()
                            .sorted((a, b) -> Integer.compare(a.line(), b.line()))
                            .toList());
        }
    }

    List<Problem> all() {
        Map<String, RowSchema> declared = new LinkedHashMap<>();
        for (Table table : pipeline.tables()) {
            table.schema().ifPresent(schema -> declared.put(table.name(), schema));
            table(table);
        }
        pipeline.outputs().forEach(this::output);
        topics();
        columns(new KnownSchemas(declared, declared));
        return problems;
    }

    private void table(Table table) {
        String prefix = "table." + table.name() + ".";
        boolean declared = table.schema().isPresent() || set(prefix + "schema") || set(prefix + "columns");
        if (table.format() == Format.JSON && !declared) {
            String fix = "add " + prefix + "columns = " + String.join(" int, ", table.key()) + " int, … (or schema)";
            problem(prefix + "format", "JSON carries no column types", fix);
        }
        boolean scalar =
                List.of(KeyFormat.TEXT, KeyFormat.INT32, KeyFormat.INT64).contains(table.keyFormat());
        if (scalar && table.key().size() > 1) {
            problem(
                    prefix + "key.format",
                    "holds one column, but the key has " + table.key().size(),
                    "use json");
        }
    }

    private boolean set(String key) {
        return file.value(key).filter(value -> !value.isEmpty()).isPresent();
    }

    private void output(Output output) {
        String prefix = "output." + output.name() + ".";
        known(prefix + "from", output.from());
        // An unknown driving table is one mistake; that nothing refers to a table of the output would only repeat it.
        Set<String> reachable = new LinkedHashSet<>(tables.contains(output.from()) ? Set.of(output.from()) : tables);
        for (Join join : output.joins()) {
            join(output, join, reachable);
            reachable.add(join.table());
        }
        for (OutputField field : output.fields()) {
            if (field instanceof OutputField.Plain plain) {
                inOutput(fieldKey(output, plain), plain.source().table(), reachable);
            } else if (field instanceof OutputField.All all) {
                inOutput(prefix + "fields", all.table(), reachable);
            }
        }
        if (output.order() == Output.Order.STRICT && output.kind() == Output.Kind.STREAM) {
            problem(
                    prefix + "order",
                    "only a table keeps its versions in order",
                    "take it out, or set " + prefix + "kind = table");
        }
        if (!output.metadata() && output.deletes() != Output.Deletes.TOMBSTONE) {
            problem(
                    prefix + "metadata",
                    "without it a deleted row looks like any other",
                    "add " + prefix + "deletes = tombstone");
        }
    }

    private void join(Output output, Join join, Set<String> earlier) {
        String prefix = "output." + output.name() + ".join";
        String on = prefix + "." + join.table() + ".on";
        if (!known(prefix, join.table())) {
            return;
        }
        if (join.table().equals(output.from())) {
            problem(prefix, join.table() + " is the driving table", "a table cannot be joined to itself");
        }
        join.on().forEach(ref -> inOutput(on, ref.table(), earlier));
        int wanted = pipeline.table(join.table()).key().size();
        if (!join.on().isEmpty() && join.on().size() != wanted) {
            String key = String.join(", ", pipeline.table(join.table()).key());
            problem(
                    on,
                    "names " + join.on().size() + " columns, but the key of " + join.table() + " is " + key,
                    "name one column for each of them");
        }
        if (join.patience().isPresent() && output.kind() != Output.Kind.STREAM) {
            String wait = prefix + "." + join.table() + ".wait";
            problem(wait, "only a stream waits", "set output." + output.name() + ".kind = stream, or take wait out");
        }
        if (output.joinsEverywhere().contains(join) && join.patience().isEmpty()) {
            String broadcast = prefix + "." + join.table();
            problem(
                    broadcast + ".broadcast",
                    "copies of " + join.table() + " come a hop later than its topic, and events would miss them",
                    "add " + broadcast + ".wait = 1m, or take broadcast out");
        }
    }

    private boolean known(String key, String table) {
        if (!table.isEmpty() && !tables.contains(table)) {
            problem(
                    key,
                    table + " is no table",
                    Nearest.hint(table, tables, "tables are " + String.join(", ", tables)));
        }
        return tables.contains(table);
    }

    private void inOutput(String key, String table, Set<String> reachable) {
        if (known(key, table) && !reachable.contains(table)) {
            problem(
                    key,
                    "refers to " + table + ", which is not joined before it",
                    "use one of " + String.join(", ", reachable) + ", or add the join");
        }
    }

    private void topics() {
        Map<String, String> owners = new HashMap<>();
        for (Table table : pipeline.tables()) {
            oneOwner(owners, "table." + table.name() + ".topic", table.topic());
        }
        for (Output output : pipeline.outputs()) {
            oneOwner(owners, "output." + output.name() + ".topic", output.topic());
        }
    }

    private void oneOwner(Map<String, String> owners, String key, String topic) {
        String owner = owners.putIfAbsent(topic, key);
        if (owner != null && !topic.isEmpty()) {
            problem(key, topic + " is taken by " + owner, "give each table and output its own topic");
        }
    }

    /**
     * The row schema of each table, by its name.
     *
     * @param latest the columns of now
     * @param widest every column that there ever was
     */
    public record KnownSchemas(Map<String, RowSchema> latest, Map<String, RowSchema> widest) {}

    private void columns(KnownSchemas known) {
        pipeline.tables().forEach(new ColumnChecks(pipeline, known.latest(), this::problem)::table);
        for (Output output : pipeline.outputs()) {
            Map<String, RowSchema> schemas = output.evolution().outlivesColumns() ? known.widest() : known.latest();
            new ColumnChecks(pipeline, schemas, this::problem).output(output);
            if (new HashSet<>(schemas.keySet()).containsAll(output.slots())) {
                output.fields().forEach(field -> expression(output, field, schemas));
            }
        }
    }

    private void expression(Output output, OutputField field, Map<String, RowSchema> schemas) {
        if (field instanceof OutputField.Computed computed) {
            for (ExpressionCheck.Mistake mistake : expressions.check(output, computed, schemas)) {
                problem(fieldKey(output, field), mistake.what(), mistake.fix());
            }
        }
    }

    /** The key that says what the column is: its own expression, else the list of fields. */
    static String fieldKey(Output output, OutputField field) {
        String prefix = "output." + output.name() + ".";
        if (field instanceof OutputField.Computed computed) {
            return prefix + "field." + computed.name();
        }
        boolean renamed = field instanceof OutputField.Plain plain
                && !plain.name().equals(plain.source().column());
        return renamed ? prefix + "field." + ((OutputField.Plain) field).name() : prefix + "fields";
    }

    private void problem(String key, String what, String fix) {
        problems.add(file.problem(key, what, fix));
    }
}
