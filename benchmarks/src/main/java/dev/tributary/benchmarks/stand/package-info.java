/** What a run stands on: the broker, the registry and the processes. */
@NullMarked
package dev.tributary.benchmarks.stand;

import org.jspecify.annotations.NullMarked;
