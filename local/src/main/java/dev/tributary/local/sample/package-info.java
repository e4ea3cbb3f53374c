/** Sample employees and bonuses, and the history that is played over them. */
@NullMarked
package dev.tributary.local.sample;

import org.jspecify.annotations.NullMarked;
