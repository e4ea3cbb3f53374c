package dev.tributary.connect.export;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a table is, as Connect stores it with every record.
 *
 * @param done the last export that was published whole
 * @param running the export that is being published
 * @param published how many of its changes are
 */
record Progress(@Nullable Stamp done, @Nullable Stamp running, long published) {
    static final Progress NONE = new Progress(null, null, 0);

    /** A version, and the checksum of the files that were imported as it. */
    record Stamp(String version, String checksum) {}

    static Progress of(@Nullable Map<String, Object> offset) {
        if (offset == null) {
            return NONE;
        }
        long published = offset.get("published") instanceof Number number ? number.longValue() : 0;
        return new Progress(
                stamp(offset.get("version"), offset.get("checksum")),
                stamp(offset.get("importing"), offset.get("importing_checksum")),
                published);
    }

    private static @Nullable Stamp stamp(@Nullable Object version, @Nullable Object checksum) {
        return version == null || checksum == null ? null : new Stamp(version.toString(), checksum.toString());
    }

    Map<String, Object> offset() {
        Map<String, Object> offset = new HashMap<>();
        if (done != null) {
            offset.put("version", done.version());
            offset.put("checksum", done.checksum());
        }
        if (running != null) {
            offset.put("importing", running.version());
            offset.put("importing_checksum", running.checksum());
            offset.put("published", published);
        }
        return offset;
    }

    /** After so many changes of that export. */
    Progress at(Stamp export, long changes) {
        return new Progress(done, export, changes);
    }

    /** After the last change of that export. */
    static Progress after(Stamp export) {
        return new Progress(export, null, 0);
    }
}
