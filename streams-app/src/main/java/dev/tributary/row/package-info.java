/** Rows and their schemas: plain values that every other package speaks of. */
@NullMarked
package dev.tributary.row;

import org.jspecify.annotations.NullMarked;
