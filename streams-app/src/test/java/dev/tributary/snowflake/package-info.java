@NullMarked
package dev.tributary.snowflake;

import org.jspecify.annotations.NullMarked;
