/** The pipeline benchmark and the JMH benchmarks of its stages. */
@NullMarked
package dev.tributary.benchmarks;

import org.jspecify.annotations.NullMarked;
