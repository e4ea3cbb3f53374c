@NullMarked
package dev.tributary.serde;

import org.jspecify.annotations.NullMarked;
