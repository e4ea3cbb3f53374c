/** The flow of a pipeline, in the order of the data. */
@NullMarked
package dev.tributary.topology;

import org.jspecify.annotations.NullMarked;
