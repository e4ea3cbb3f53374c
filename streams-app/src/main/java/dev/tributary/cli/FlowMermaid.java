package dev.tributary.cli;

import dev.tributary.pipeline.FieldRef;
import dev.tributary.pipeline.Join;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** A pipeline as a Mermaid flow chart: topics, tables, joins, outputs. */
final class FlowMermaid {
    private final Pipeline pipeline;

    FlowMermaid(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    void print(PrintWriter out) {
        out.println("flowchart LR");
        for (Table table : pipeline.tables()) {
            String id = "table_" + table.name();
            out.println("  topic_" + table.name() + "[/\"" + table.topic() + "\"/] --> " + id + "[(\"" + table.name()
                    + "<br/>key " + String.join(", ", table.key()) + "\")]");
        }
        pipeline.outputs().forEach(output -> output(out, output));
    }

    private static void output(PrintWriter out, Output output) {
        String before = "table_" + output.from();
        for (Join join : output.joins()) {
            String id = "join_" + output.name() + "_" + join.table();
            String on = join.on().stream().map(FieldRef::toString).collect(Collectors.joining(", "));
            out.println("  " + before + " --> " + id + "{{\"" + (join.inner() ? "join " : "left join ") + join.table()
                    + "<br/>on " + on + "\"}}");
            out.println("  table_" + join.table() + (join.broadcast() ? " == broadcast ==> " : " --> ") + id);
            before = id;
        }
        out.println("  " + before + " --> output_" + output.name() + "[/\"" + output.topic() + "\"/]");
    }
}
