/** What Snowflake needs of its own: the key pair that the connector signs in with, and the SQL of an output's tables. */
@NullMarked
package dev.tributary.snowflake;

import org.jspecify.annotations.NullMarked;
