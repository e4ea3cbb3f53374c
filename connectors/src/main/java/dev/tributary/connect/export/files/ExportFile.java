package dev.tributary.connect.export.files;

/**
 * A file of an export, as its store lists it.
 *
 * @param path where the store finds it
 * @param name the last part of its path
 * @param modifiedMs when it was written, in milliseconds since 1970
 */
public record ExportFile(String path, String name, long size, long modifiedMs) {}
