/** The running application: start, await, close, and every way to die. */
@NullMarked
package dev.tributary.app;

import org.jspecify.annotations.NullMarked;
