/** Waiting until the warehouse has everything, and proving that it is right. */
@NullMarked
package dev.tributary.local.check;

import org.jspecify.annotations.NullMarked;
