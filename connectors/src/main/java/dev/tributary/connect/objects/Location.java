package dev.tributary.connect.objects;

import dev.tributary.connect.aws.S3Settings;
import java.nio.file.Path;
import org.apache.kafka.common.config.AbstractConfig;

/** Where files lie, as settings name it: a path, or {@code s3://bucket/prefix}. */
public final class Location {
    private static final String S3 = "s3://";
    private static final String FILE = "file:";

    private Location() {}

    /** Opens the place; S3 with the settings {@code s3.*} of the connector. */
    public static ObjectStore open(String location, AbstractConfig config) {
        if (location.startsWith(S3)) {
            return s3(config, location.substring(S3.length()));
        }
        return new DirectoryObjects(Path.of(location.startsWith(FILE) ? location.substring(FILE.length()) : location));
    }

    private static ObjectStore s3(AbstractConfig config, String bucketAndPrefix) {
        int slash = bucketAndPrefix.indexOf('/');
        String bucket = slash < 0 ? bucketAndPrefix : bucketAndPrefix.substring(0, slash);
        String prefix = slash < 0 ? "" : bucketAndPrefix.substring(slash + 1);
        return new S3Objects(
                S3Settings.client(config), bucket, prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
    }
}
