/** One class per command: reads options, calls one thing, prints, returns an exit code. */
@NullMarked
package dev.tributary.cli;

import org.jspecify.annotations.NullMarked;
