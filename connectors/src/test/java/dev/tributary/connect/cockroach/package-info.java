/** The webhook source behind a real listener, and a changefeed's envelopes. */
@NullMarked
package dev.tributary.connect.cockroach;

import org.jspecify.annotations.NullMarked;
