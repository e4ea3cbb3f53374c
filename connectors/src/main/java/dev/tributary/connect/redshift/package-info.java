/** A sink that keeps Redshift tables equal to topics, exactly once, through files in S3. */
@NullMarked
package dev.tributary.connect.redshift;

import org.jspecify.annotations.NullMarked;
