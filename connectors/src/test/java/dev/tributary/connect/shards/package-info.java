/** The reader of shards over streams that are made up. */
@NullMarked
package dev.tributary.connect.shards;

import org.jspecify.annotations.NullMarked;
