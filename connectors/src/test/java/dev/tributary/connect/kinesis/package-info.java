/** The Kinesis source over a client that is made up, and over kinesis-local. */
@NullMarked
package dev.tributary.connect.kinesis;

import org.jspecify.annotations.NullMarked;
