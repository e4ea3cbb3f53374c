package dev.tributary.connect.objects;

/**
 * A file as its store lists it.
 *
 * @param path from the root of the store, its parts separated by {@code /}
 * @param name the last part of the path
 * @param modifiedMs when it was written, in milliseconds since 1970
 */
public record StoredFile(String path, String name, long size, long modifiedMs) {
    static StoredFile of(String path, long size, long modifiedMs) {
        return new StoredFile(path, path.substring(path.lastIndexOf('/') + 1), size, modifiedMs);
    }
}
