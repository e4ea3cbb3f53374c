@NullMarked
package dev.tributary.config;

import org.jspecify.annotations.NullMarked;
