/** Change topics in, joined, current, correct rows out. */
@NullMarked
package dev.tributary;

import org.jspecify.annotations.NullMarked;
