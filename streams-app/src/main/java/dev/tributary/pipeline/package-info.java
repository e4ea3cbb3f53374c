/** What a pipeline file says: its tables, joins and outputs, checked and immutable. */
@NullMarked
package dev.tributary.pipeline;

import org.jspecify.annotations.NullMarked;
