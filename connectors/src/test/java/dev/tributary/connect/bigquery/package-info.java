/** The settings, the order and the echoes of the BigQuery sink. */
@NullMarked
package dev.tributary.connect.bigquery;

import org.jspecify.annotations.NullMarked;
