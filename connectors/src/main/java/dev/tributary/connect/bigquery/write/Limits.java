package dev.tributary.connect.bigquery.write;

/**
 * How large an append gets, and how long failures are borne.
 *
 * @param rows the most rows of an append
 * @param bytes the most bytes of its rows
 * @param retryMillis how long an append that fails is repeated before the task is told to come again
 * @param schemaMillis how long a stream may not know a column or a table that was made lately
 */
public record Limits(int rows, int bytes, long retryMillis, long schemaMillis) {}
