/** How our connectors reach AWS, or what speaks like it. */
@NullMarked
package dev.tributary.connect.aws;

import org.jspecify.annotations.NullMarked;
