/** Changes of a binary log. */
@NullMarked
package dev.tributary.connect.binlog;

import org.jspecify.annotations.NullMarked;
