/** The join in Flink SQL, compiled under the Maven profile {@code flink} alone. */
@NullMarked
package dev.tributary.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
