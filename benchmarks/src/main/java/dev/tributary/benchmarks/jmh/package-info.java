/** The cost per record of single stages, without a broker. */
@NullMarked
package dev.tributary.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
