/** A double of BigQuery: the Storage Write API and the REST calls for tables on the loopback address, rows in DuckDB. */
@NullMarked
package dev.tributary.local.bigquery;

import org.jspecify.annotations.NullMarked;
