/** Change events made up from a seed, in the shapes Debezium writes them. */
@NullMarked
package dev.tributary.benchmarks.data;

import org.jspecify.annotations.NullMarked;
