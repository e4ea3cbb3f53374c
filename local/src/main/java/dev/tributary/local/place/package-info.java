/** Where things are: the installed project, the data directory, the ports; and what can be wrong there. */
@NullMarked
package dev.tributary.local.place;

import org.jspecify.annotations.NullMarked;
