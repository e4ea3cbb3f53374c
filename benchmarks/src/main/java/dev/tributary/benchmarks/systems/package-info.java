/** The systems that are compared, each with a main of its own. */
@NullMarked
package dev.tributary.benchmarks.systems;

import org.jspecify.annotations.NullMarked;
