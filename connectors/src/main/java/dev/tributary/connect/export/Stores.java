package dev.tributary.connect.export;

import dev.tributary.connect.aws.S3Settings;
import dev.tributary.connect.export.files.DirectoryStore;
import dev.tributary.connect.export.files.ExportStore;
import dev.tributary.connect.export.files.S3Store;
import java.nio.file.Path;

/** Opens the place that {@code export.location} names. */
final class Stores {
    private static final String S3 = "s3://";
    private static final String FILE = "file:";

    private Stores() {}

    static ExportStore open(ExportSourceConfig config) {
        String location = config.location();
        if (location.startsWith(S3)) {
            return s3(config, location.substring(S3.length()));
        }
        return new DirectoryStore(Path.of(location.startsWith(FILE) ? location.substring(FILE.length()) : location));
    }

    private static ExportStore s3(ExportSourceConfig config, String bucketAndPrefix) {
        int slash = bucketAndPrefix.indexOf('/');
        String bucket = slash < 0 ? bucketAndPrefix : bucketAndPrefix.substring(0, slash);
        String prefix = slash < 0 ? "" : bucketAndPrefix.substring(slash + 1);
        return new S3Store(
                S3Settings.client(config), bucket, prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
    }
}
