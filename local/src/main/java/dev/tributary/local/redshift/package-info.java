/** A double of Redshift: its wire protocol in front of a Postgres, its COPY from S3, and what it refuses. */
@NullMarked
package dev.tributary.local.redshift;

import org.jspecify.annotations.NullMarked;
