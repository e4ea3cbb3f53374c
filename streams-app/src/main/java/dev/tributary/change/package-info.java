/** What a change topic says: events, their position, and the latest row per key. */
@NullMarked
package dev.tributary.change;

import org.jspecify.annotations.NullMarked;
