@NullMarked
package dev.tributary.app;

import org.jspecify.annotations.NullMarked;
