package dev.tributary.connect.rows;

import java.util.List;
import java.util.Optional;

/**
 * A table of the warehouse, as the reader of its records needs to know it.
 *
 * @param <E> how the warehouse fails
 */
public interface RowTable<E extends Exception> {

    /** The present layout, empty while there is no such table. */
    Optional<TableLayout> layout(List<String> key) throws E;

    /**
     * Creates or widens the table so that it has the needed columns; rows read before are written first.
     *
     * @throws IncompatibleColumnException when the table cannot have them, or must not be altered
     */
    TableLayout require(List<Column> needed, List<String> key) throws E;
}
