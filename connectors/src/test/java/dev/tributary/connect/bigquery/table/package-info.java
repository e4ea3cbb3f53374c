/** Types. */
@NullMarked
package dev.tributary.connect.bigquery.table;

import org.jspecify.annotations.NullMarked;
