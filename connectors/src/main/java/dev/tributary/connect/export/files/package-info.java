/** Where exports lie, how their versions are ordered, and how their bytes are read and verified. */
@NullMarked
package dev.tributary.connect.export.files;

import org.jspecify.annotations.NullMarked;
