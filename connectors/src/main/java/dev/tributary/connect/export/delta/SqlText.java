package dev.tributary.connect.export.delta;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names and texts as DuckDB's SQL spells them. */
final class SqlText {
    private SqlText() {}

    static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static String parquet(Path file) {
        return "read_parquet(" + text(file.toString()) + ", hive_partitioning = false)";
    }

    static String each(Collection<String> columns, String separator, Function<String, String> spell) {
        return columns.stream().map(spell).collect(Collectors.joining(separator));
    }

    static String names(List<String> columns) {
        return each(columns, ", ", SqlText::name);
    }
}
