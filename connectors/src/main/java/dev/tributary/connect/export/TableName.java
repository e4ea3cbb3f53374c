package dev.tributary.connect.export;

import java.util.Map;

/** A table of a tenant. */
record TableName(String tenant, String table) {
    static TableName parse(String path) {
        int slash = path.indexOf('/');
        return new TableName(path.substring(0, slash), path.substring(slash + 1));
    }

    /** The source partition of its progress: one entry, as Connect finds offsets by the bytes of the whole map. */
    Map<String, String> partition() {
        return Map.of("export", toString());
    }

    /** The source partition that tells whether a version was ever taken up. */
    Map<String, String> partition(String version) {
        return Map.of("export", this + "/" + version);
    }

    @Override
    public String toString() {
        return tenant + "/" + table;
    }
}
