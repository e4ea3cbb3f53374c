package dev.tributary.connect.rows;

import dev.tributary.connect.cells.ColumnType;

/** A column of a table. */
public record Column(String name, ColumnType type) {}
