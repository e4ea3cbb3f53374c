@NullMarked
package dev.tributary.projection;

import org.jspecify.annotations.NullMarked;
