@NullMarked
package dev.tributary.connect.redshift.store;

import org.jspecify.annotations.NullMarked;
