/** DynamoDB's tables as they stand, and then what its streams tell of them. */
@NullMarked
package dev.tributary.connect.dynamodb;

import org.jspecify.annotations.NullMarked;
