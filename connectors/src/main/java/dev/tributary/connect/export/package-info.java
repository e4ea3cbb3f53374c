/** Change events from full exports: what differs between an export of a table and the one before. */
@NullMarked
package dev.tributary.connect.export;

import org.jspecify.annotations.NullMarked;
