/** The change events that all of our sources write: Debezium's envelope, keyed by primary key, with a position. */
@NullMarked
package dev.tributary.connect.changes;

import org.jspecify.annotations.NullMarked;
