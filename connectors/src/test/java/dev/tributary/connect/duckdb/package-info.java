/** The sink against real DuckDB files. */
@NullMarked
package dev.tributary.connect.duckdb;

import org.jspecify.annotations.NullMarked;
