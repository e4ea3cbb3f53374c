/** The source over real folders of exports. */
@NullMarked
package dev.tributary.connect.export;

import org.jspecify.annotations.NullMarked;
