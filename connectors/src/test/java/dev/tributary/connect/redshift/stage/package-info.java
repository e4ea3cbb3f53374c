@NullMarked
package dev.tributary.connect.redshift.stage;

import org.jspecify.annotations.NullMarked;
