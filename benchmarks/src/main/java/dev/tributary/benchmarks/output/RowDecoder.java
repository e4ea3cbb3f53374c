package dev.tributary.benchmarks.output;

import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.stand.Registry;

/** Reads an output row's value. */
interface RowDecoder {
    OutputRow decode(byte[] value);

    static RowDecoder of(Format format, Registry registry) {
        return format == Format.JSON ? new JsonRows() : new AvroRows(registry);
    }
}
