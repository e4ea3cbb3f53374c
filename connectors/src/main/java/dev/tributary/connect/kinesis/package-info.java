/** Records of a Kinesis stream as rows of a table. */
@NullMarked
package dev.tributary.connect.kinesis;

import org.jspecify.annotations.NullMarked;
