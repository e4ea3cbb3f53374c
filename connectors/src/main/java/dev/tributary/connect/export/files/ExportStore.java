package dev.tributary.connect.export.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** Where exports lie, as {@code TENANT/TABLE/EXPORT_VERSION/FILE}. */
public interface ExportStore extends AutoCloseable {
    /** The tenants' folders. */
    List<String> tenants() throws IOException;

    /** The files below {@code tenant/table}, by the name of their version's folder. */
    SortedMap<String, List<ExportFile>> versions(String tenant, String table) throws IOException;

    /** The file on a local disk: itself, or a copy of it in the folder. */
    Path local(ExportFile file, Path folder) throws IOException;

    /** Whether the name is one that writers use while they write. */
    static boolean isUnfinished(String name) {
        return name.startsWith(".") || name.startsWith("_") || name.endsWith(".tmp") || name.endsWith(".part");
    }

    @Override
    default void close() {}
}
