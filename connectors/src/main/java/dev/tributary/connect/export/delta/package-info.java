/** What differs between two exports of a table, found by DuckDB. */
@NullMarked
package dev.tributary.connect.export.delta;

import org.jspecify.annotations.NullMarked;
