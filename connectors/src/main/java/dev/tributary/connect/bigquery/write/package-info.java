/** Rows on their way into a table: as protobuf messages, through the default stream of the Storage Write API. */
@NullMarked
package dev.tributary.connect.bigquery.write;

import org.jspecify.annotations.NullMarked;
