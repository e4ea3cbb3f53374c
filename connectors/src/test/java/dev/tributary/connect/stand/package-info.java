/** A real broker, and a Connect worker in a process of its own that can be killed. */
@NullMarked
package dev.tributary.connect.stand;

import org.jspecify.annotations.NullMarked;
