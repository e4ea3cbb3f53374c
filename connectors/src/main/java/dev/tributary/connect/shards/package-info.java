/** Streams that are split into shards: which to read when, and where to go on, whatever service they belong to. */
@NullMarked
package dev.tributary.connect.shards;

import org.jspecify.annotations.NullMarked;
