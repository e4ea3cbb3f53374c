/** Sequence numbers. */
@NullMarked
package dev.tributary.connect.bigquery.write;

import org.jspecify.annotations.NullMarked;
