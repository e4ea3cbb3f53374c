/** Tables without a primary key, kept by appending. */
@NullMarked
package dev.tributary.connect.append;

import org.jspecify.annotations.NullMarked;
