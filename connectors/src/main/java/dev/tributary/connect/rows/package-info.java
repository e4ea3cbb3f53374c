/** How records become changes of the rows of a table, the same for every warehouse that we write ourselves. */
@NullMarked
package dev.tributary.connect.rows;

import org.jspecify.annotations.NullMarked;
