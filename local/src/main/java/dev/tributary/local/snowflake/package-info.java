/** A double of Snowflake at the level of its wire: enough for the unmodified Kafka connector 2.5.0 in streaming mode, and nothing that it guesses. */
@NullMarked
package dev.tributary.local.snowflake;

import org.jspecify.annotations.NullMarked;
