/** A snapshot mode for Debezium; its jar goes into Debezium's own plugin folder. */
@NullMarked
package dev.tributary.local.snapshot;

import org.jspecify.annotations.NullMarked;
