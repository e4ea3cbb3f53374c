/** MariaDB as a source. */
@NullMarked
package dev.tributary.local.mariadb;

import org.jspecify.annotations.NullMarked;
