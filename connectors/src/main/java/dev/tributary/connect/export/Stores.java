package dev.tributary.connect.export;

import dev.tributary.connect.export.files.DirectoryStore;
import dev.tributary.connect.export.files.ExportStore;
import dev.tributary.connect.export.files.S3Store;
import java.net.URI;
import java.nio.file.Path;
import org.apache.kafka.common.config.types.Password;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

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
        return new S3Store(client(config), bucket, prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
    }

    /** Region and credentials that are not set come from where AWS's own tools find them. */
    private static S3Client client(ExportSourceConfig config) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .forcePathStyle(config.getBoolean(ExportSettings.S3_PATH_STYLE));
        String region = config.getString(ExportSettings.S3_REGION);
        if (!region.isEmpty()) {
            builder.region(Region.of(region));
        }
        String endpoint = config.getString(ExportSettings.S3_ENDPOINT);
        if (!endpoint.isEmpty()) {
            builder.endpointOverride(URI.create(endpoint));
        }
        Password secret = config.getPassword(ExportSettings.S3_SECRET_KEY);
        if (!secret.value().isEmpty()) {
            String key = config.getString(ExportSettings.S3_ACCESS_KEY);
            builder.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret.value())));
        }
        return builder.build();
    }
}
