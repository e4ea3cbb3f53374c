@NullMarked
package dev.tributary.change;

import org.jspecify.annotations.NullMarked;
