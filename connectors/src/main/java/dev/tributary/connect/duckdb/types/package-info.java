/** How Connect schemas and values become DuckDB columns and cells. */
@NullMarked
package dev.tributary.connect.duckdb.types;

import org.jspecify.annotations.NullMarked;
