/** What happens inside the DuckDB file: tables, transactions, stored offsets. */
@NullMarked
package dev.tributary.connect.duckdb.store;

import org.jspecify.annotations.NullMarked;
