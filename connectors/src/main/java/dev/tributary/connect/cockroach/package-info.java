/** Change events from CockroachDB's webhook changefeeds. */
@NullMarked
package dev.tributary.connect.cockroach;

import org.jspecify.annotations.NullMarked;
