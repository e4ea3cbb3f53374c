/** Tables without a primary key. */
@NullMarked
package dev.tributary.connect.append;

import org.jspecify.annotations.NullMarked;
