/** The parts of the embedded stack, one class each. */
@NullMarked
package dev.tributary.local.part;

import org.jspecify.annotations.NullMarked;
