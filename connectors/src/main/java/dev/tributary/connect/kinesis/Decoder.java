package dev.tributary.connect.kinesis;

import dev.tributary.connect.changes.ChangeColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the data of a record as cells of text. */
interface Decoder {
    /** The cells of the columns, in their order; null where there is no value. */
    List<@Nullable String> cells(byte[] data, List<ChangeColumn> columns) throws BadDataException;
}
