/** The columns of an output row: copies of a joined row's columns, and checked expressions over them. */
@NullMarked
package dev.tributary.projection;

import org.jspecify.annotations.NullMarked;
