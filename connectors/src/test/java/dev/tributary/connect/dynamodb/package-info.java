/** The DynamoDB source over DynamoDB local. */
@NullMarked
package dev.tributary.connect.dynamodb;

import org.jspecify.annotations.NullMarked;
