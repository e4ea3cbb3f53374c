package dev.tributary.pipeline;

import dev.tributary.config.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code fields} of an output and the {@code field.NAME} expressions they name. */
final class OutputFields {
    private static final Pattern ALL = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*\\.\\s*\\*");

    private final Section output;

    OutputFields(Section output) {
        this.output = output;
    }

    List<OutputField> read() {
        output.required("fields");
        List<String> entries = output.list("fields");
        List<OutputField> fields = new ArrayList<>();
        entries.forEach(entry -> field(entry).ifPresent(fields::add));
        checkUnused(entries);
        return fields;
    }

    private Optional<OutputField> field(String entry) {
        Matcher all = ALL.matcher(entry);
        if (all.matches()) {
            return Optional.of(new OutputField.All(all.group(1)));
        }
        Optional<FieldRef> plain = FieldRefs.parse(entry);
        if (plain.isPresent()) {
            return plain.map(source -> new OutputField.Plain(source.column(), source));
        }
        if (!Section.NAME.matcher(entry).matches()) {
            output.problem("fields", "'" + entry + "' is no column", "write table.column, table.* or a name");
            return Optional.empty();
        }
        Optional<String> expression = output.text("field." + entry);
        if (expression.isEmpty()) {
            String fix = Nearest.hint(
                    entry, declared(), "add " + output.name("field." + entry) + ", or write table." + entry);
            output.problem("fields", entry + " has no expression", fix);
        }
        return expression.map(text -> named(entry, text));
    }

    /** A renamed column is no expression: it keeps its type. */
    private static OutputField named(String name, String expression) {
        return FieldRefs.parse(expression)
                .<OutputField>map(source -> new OutputField.Plain(name, source))
                .orElseGet(() -> new OutputField.Computed(name, expression));
    }

    private void checkUnused(List<String> entries) {
        for (String name : declared()) {
            if (!entries.contains(name)) {
                output.problem(
                        "field." + name, "is not listed in fields", "add " + name + " to " + output.name("fields"));
            }
        }
    }

    private List<String> declared() {
        String prefix = output.name("field.");
        return output.file().keys().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .toList();
    }
}
