/** Both ways of a CockroachDB changefeed, through files and through the webhook, on real parts. */
@NullMarked
package dev.tributary.local.cockroach;

import org.jspecify.annotations.NullMarked;
