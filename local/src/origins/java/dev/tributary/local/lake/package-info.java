/** Apache Iceberg's sink behind our topics, read back by others than itself. */
@NullMarked
package dev.tributary.local.lake;

import org.jspecify.annotations.NullMarked;
