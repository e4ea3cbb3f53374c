package dev.tributary.pipeline;

import dev.tributary.config.Nearest;
import dev.tributary.config.Problem;
import dev.tributary.config.PropertyFile;
import dev.tributary.row.RowSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a pipeline file: keys to records, nothing joined or compared yet; {@link PipelineChecks} does that. */
public final class PipelineFile {
    private final PropertyFile file;
    private final List<Problem> problems = new ArrayList<>();
    private final Section root;

    private PipelineFile(PropertyFile file) {
        this.file = file;
        this.root = new Section(file, "", problems);
    }

    /**
     * Reads and checks a file, except for the inside of its expressions.
     *
     * @throws PipelineException with every mistake of the file
     * @throws dev.tributary.config.InvalidConfiguration when there is no such file
     */
    public static Pipeline read(Path path) {
        return read(path, ExpressionCheck.NONE);
    }

    /** Reads and checks a file, its expressions with {@code expressions} where the schemas are declared. */
    public static Pipeline read(Path path, ExpressionCheck expressions) {
        PipelineFile reader = new PipelineFile(PropertyFile.read(path));
        Pipeline pipeline = reader.pipeline();
        reader.problems.addAll(reader.file.problems());
        reader.problems.addAll(new PipelineChecks(pipeline, reader.file, expressions).all());
        PipelineChecks.report(reader.problems);
        return pipeline;
    }

    private Pipeline pipeline() {
        root.required("tables");
        root.required("outputs");
        List<String> tables = root.names("tables");
        List<String> outputs = root.names("outputs");
        checkKeys(tables, outputs);
        return new Pipeline(
                root.required("pipeline"),
                file.path(),
                tables.stream().map(this::table).toList(),
                outputs.stream().map(this::output).toList());
    }

    private Table table(String name) {
        Section keys = root.under("table").under(name);
        String topic = keys.topic("topic");
        keys.required("key");
        Optional<RowSchema> schema = new DeclaredSchema(keys).read(topic);
        return new Table(
                name,
                topic,
                keys.names("key"),
                keys.choice("envelope", Envelope.class),
                keys.choice("format", Format.class),
                keys.choice("key.format", KeyFormat.class),
                schema,
                keys.second("merge", "replace", "ignore-nulls"),
                keys.number("epoch"));
    }

    private Output output(String name) {
        Section keys = root.under("output").under(name);
        return new Output(
                name,
                keys.topic("topic"),
                keys.required("from"),
                keys.names("join").stream().map(table -> join(keys, table)).toList(),
                keys.choice("kind", Output.Kind.class),
                new OutputFields(keys).read(),
                keys.choice("deletes", Output.Deletes.class),
                keys.choice("format", Format.class),
                !keys.second("metadata", "true", "false"),
                keys.choice("evolution", Evolution.class),
                keys.choice("order", Output.Order.class));
    }

    private static Join join(Section output, String table) {
        Section keys = output.under("join").under(table);
        keys.required("on");
        List<FieldRef> on = new ArrayList<>();
        for (String column : keys.list("on")) {
            FieldRefs.parse(column)
                    .ifPresentOrElse(
                            on::add, () -> keys.problem("on", "'" + column + "' is no column", "write table.column"));
        }
        return new Join(
                table,
                on,
                !keys.second("type", "inner", "left"),
                keys.duration("wait"),
                keys.second("broadcast", "false", "true"));
    }

    private void checkKeys(List<String> tables, List<String> outputs) {
        for (String key : file.keys()) {
            if (PipelineKeys.of(key).isEmpty()) {
                problems.add(file.problem(key, "is no key of a pipeline file", PipelineKeys.advice(key)));
                continue;
            }
            String[] parts = key.split("\\.", -1);
            if (parts[0].equals("table")) {
                checkListed(key, parts[1], tables, "tables");
            } else if (parts[0].equals("output")) {
                checkListed(key, parts[1], outputs, "outputs");
                if (parts[2].equals("join") && parts.length == 5) {
                    String joins = "output." + parts[1] + ".join";
                    checkListed(
                            key, parts[3], file.value(joins).map(Section::split).orElse(List.of()), joins);
                }
            }
        }
    }

    private void checkListed(String key, String name, List<String> listed, String list) {
        if (!listed.contains(name)) {
            String fix = Nearest.hint(name, listed, "add " + name + " to " + list + ", or take the key out");
            problems.add(file.problem(key, name + " is not listed in " + list, fix));
        }
    }
}
