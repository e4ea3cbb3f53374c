/** A Kafka Connect sink that keeps BigQuery tables equal to their topics: connector, task, configuration. */
@NullMarked
package dev.tributary.connect.bigquery;

import org.jspecify.annotations.NullMarked;
