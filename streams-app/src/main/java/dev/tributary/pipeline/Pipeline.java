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

    /**
     * Whether a row of the output may be joined in one partition now and in another one later. It cannot where it refers by
     * columns of its own key alone: those never change; nor where it stays, and its partner's table is broadcast.
     */
    public boolean movesRows(Output output) {
        List<String> key = table(output.from()).key();
        return output.joins().stream()
                .filter(join -> !join.broadcast())
                .flatMap(join -> join.on().stream())
                .anyMatch(ref -> !ref.table().equals(output.from()) || !key.contains(ref.column()));
    }

    /**
     * The topic that has as many partitions as an output's rows have after so many of its joins: each takes them to its table's
     * partitions, unless that table is broadcast to theirs.
     */
    public String whereRowsStand(Output output, int joins) {
        String topic = table(output.from()).topic();
        for (Join join : output.joins().subList(0, joins)) {
            topic = join.broadcast() ? topic : table(join.table()).topic();
        }
        return topic;
    }

    /** The tables that each instance has whole: those that are broadcast to events. */
    public List<Table> tablesEverywhere() {
        return outputs.stream()
                .flatMap(output -> output.joinsEverywhere().stream())
                .map(join -> table(join.table()))
                .distinct()
                .toList();
    }

    /** The topics of the events that those are broadcast to, and of none of them. */
    public List<String> topicsBehindTables() {
        List<Table> everywhere = tablesEverywhere();
        return outputs.stream()
                .filter(output -> !output.joinsEverywhere().isEmpty())
                .map(output -> table(output.from()))
                .filter(table -> !everywhere.contains(table))
                .map(Table::topic)
                .distinct()
                .toList();
    }

    public Map<String, Table> tablesByName() {
        return tables.stream().collect(Collectors.toMap(Table::name, Function.identity()));
    }
}
