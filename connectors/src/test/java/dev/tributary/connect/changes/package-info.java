/** The envelope and the types that the sources share. */
@NullMarked
package dev.tributary.connect.changes;

import org.jspecify.annotations.NullMarked;
