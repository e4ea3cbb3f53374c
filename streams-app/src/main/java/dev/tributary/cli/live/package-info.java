/** What {@code check --connect} asks of the broker, the Schema Registry and the Connect worker. */
@NullMarked
package dev.tributary.cli.live;

import org.jspecify.annotations.NullMarked;
