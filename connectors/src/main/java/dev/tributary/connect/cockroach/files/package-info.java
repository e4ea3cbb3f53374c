/** The source of changefeeds that write files: every file is taken once, whatever the order of the names. */
@NullMarked
package dev.tributary.connect.cockroach.files;

import org.jspecify.annotations.NullMarked;
