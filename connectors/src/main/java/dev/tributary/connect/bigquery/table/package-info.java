/** BigQuery's tables as its REST interface tells them: types, columns, keys; made and widened. */
@NullMarked
package dev.tributary.connect.bigquery.table;

import org.jspecify.annotations.NullMarked;
