/** The source of changefeeds that write files, over real folders. */
@NullMarked
package dev.tributary.connect.cockroach.files;

import org.jspecify.annotations.NullMarked;
