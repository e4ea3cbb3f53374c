/** A Kafka Connect sink that keeps DuckDB tables equal to their topics: connector, task, configuration. */
@NullMarked
package dev.tributary.connect.duckdb;

import org.jspecify.annotations.NullMarked;
