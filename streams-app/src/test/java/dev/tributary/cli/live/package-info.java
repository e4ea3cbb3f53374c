@NullMarked
package dev.tributary.cli.live;

import org.jspecify.annotations.NullMarked;
