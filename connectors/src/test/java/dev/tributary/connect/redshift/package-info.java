/** The parts of the sink that need no warehouse; with one they are tested in the module local. */
@NullMarked
package dev.tributary.connect.redshift;

import org.jspecify.annotations.NullMarked;
