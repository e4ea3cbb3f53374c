/** Reading the output back: when each row became visible, and whether it is right. */
@NullMarked
package dev.tributary.benchmarks.output;

import org.jspecify.annotations.NullMarked;
