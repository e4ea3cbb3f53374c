package dev.tributary.topology;

import dev.tributary.pipeline.Output;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.RowWriter;
import java.util.function.Supplier;

/** Finds out how an output's rows are written, once per output: for Avro this registers their schema. */
public interface OutputWriters {
    /** Makes writers, one per task, of rows of {@code schema}. */
    Supplier<RowWriter> of(Output output, RowSchema schema);
}
