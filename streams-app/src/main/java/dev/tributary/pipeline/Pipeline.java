package dev.tributary.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One pipeline file, read and checked. */
public record Pipeline(String name, Path file, List<Table> tables, List<Output> outputs) {
    public Pipeline {
        tables = List.copyOf(tables);
        outputs = List.copyOf(outputs);
    }

    /** The table of that name, which the checks have made sure of. */
    public Table table(String table) {
        return tables.stream()
                .filter(candidate -> candidate.name().equals(table))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file + ": no table " + table));
    }

    public Map<String, Table> tablesByName() {
        return tables.stream().collect(Collectors.toMap(Table::name, Function.identity()));
    }
}
