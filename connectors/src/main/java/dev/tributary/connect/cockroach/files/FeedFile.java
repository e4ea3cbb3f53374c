package dev.tributary.connect.cockroach.files;

import dev.tributary.connect.cockroach.feed.FeedTables;
import dev.tributary.connect.cockroach.feed.TableSpec;
import dev.tributary.connect.objects.StoredFile;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of rows, named {@code <time>-<session>-<node>-<sink>-<number>-<topic>-<schema>.ndjson[.gz]}.
 *
 * @param table the declared table that all of its rows belong to
 */
record FeedFile(StoredFile stored, TableSpec table) {
    private static final Pattern RESOLVED = Pattern.compile("\\d{33}\\.RESOLVED");
    private static final Pattern ROWS =
            Pattern.compile("\\d{33}-[^-]+-\\d+-\\d+-[0-9a-f]{8,}-(?<topic>.+)-[0-9a-f]+(?<suffix>\\.\\w+(\\.\\w+)?)");
    private static final String PLAIN = ".ndjson";
    private static final String GZIP = ".ndjson.gz";

    /** Whether the file tells how far the feed is; such names are ordered as their times are. */
    static boolean isResolved(StoredFile file) {
        return RESOLVED.matcher(file.name()).matches();
    }

    static FeedFile of(StoredFile file, Map<String, TableSpec> tables) throws RefusedFileException {
        Matcher name = ROWS.matcher(file.name());
        if (!name.matches()) {
            throw new RefusedFileException("no changefeed names a file so: let the folder hold its files alone");
        }
        if (!name.group("suffix").equals(PLAIN) && !name.group("suffix").equals(GZIP)) {
            throw new RefusedFileException("the file is not .ndjson or .ndjson.gz: give the feed format = json, and"
                    + " compression = gzip or none");
        }
        TableSpec table = FeedTables.find(tables, name.group("topic"));
        if (table == null) {
            throw new RefusedFileException("the table " + name.group("topic") + " is not declared: add it to 'tables'");
        }
        return new FeedFile(file, table);
    }

    boolean isGzip() {
        return stored.name().endsWith(GZIP);
    }
}
