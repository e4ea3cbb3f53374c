@NullMarked
package dev.tributary.pipeline;

import org.jspecify.annotations.NullMarked;
