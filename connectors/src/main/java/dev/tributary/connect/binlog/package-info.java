/** What Debezium's events of a binary log lack: their place in its order, and a key for rows without one. */
@NullMarked
package dev.tributary.connect.binlog;

import org.jspecify.annotations.NullMarked;
