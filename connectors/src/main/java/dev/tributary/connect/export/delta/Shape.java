package dev.tributary.connect.export.delta;

import java.util.List;

/** The columns that the rows of a table are compared and published with, and those that are its key. */
public record Shape(List<String> columns, List<String> key) {}
