/** The files between the task and COPY: which rows they hold, how they are written, where they lie. */
@NullMarked
package dev.tributary.connect.redshift.stage;

import org.jspecify.annotations.NullMarked;
