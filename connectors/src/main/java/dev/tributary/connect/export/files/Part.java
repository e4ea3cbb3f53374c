package dev.tributary.connect.export.files;

import java.nio.file.Path;
import java.util.List;

/**
 * A verified file of an export on the local disk.
 *
 * @param columns those of the CSV header; empty for Parquet, which tells them itself
 */
public record Part(Path file, boolean parquet, List<String> columns) {}
