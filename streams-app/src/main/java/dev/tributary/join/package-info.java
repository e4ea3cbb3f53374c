/** Rows and the rows they refer to: routed to their partner, joined, retracted. */
@NullMarked
package dev.tributary.join;

import org.jspecify.annotations.NullMarked;
