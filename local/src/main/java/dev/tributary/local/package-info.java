/** One command that runs the whole pipeline on this machine. */
@NullMarked
package dev.tributary.local;

import org.jspecify.annotations.NullMarked;
