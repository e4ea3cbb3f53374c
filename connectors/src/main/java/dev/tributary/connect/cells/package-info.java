/** How Connect schemas and values become typed columns and cells, value for value or not at all. */
@NullMarked
package dev.tributary.connect.cells;

import org.jspecify.annotations.NullMarked;
