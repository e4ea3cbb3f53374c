/** Every PostgreSQL type, from the source to the warehouse. */
@NullMarked
package dev.tributary.local.types;

import org.jspecify.annotations.NullMarked;
