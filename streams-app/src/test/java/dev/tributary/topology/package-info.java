@NullMarked
package dev.tributary.topology;

import org.jspecify.annotations.NullMarked;
