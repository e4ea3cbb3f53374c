/** What the property files say: keys with their types and defaults, read once, every mistake named. */
@NullMarked
package dev.tributary.config;

import org.jspecify.annotations.NullMarked;
