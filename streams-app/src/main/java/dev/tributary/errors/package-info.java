/** Dead letters: which record, from where, and why; never its values. */
@NullMarked
package dev.tributary.errors;

import org.jspecify.annotations.NullMarked;
