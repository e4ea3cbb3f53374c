package dev.tributary.connect.redshift.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The place in S3 where staged files lie for the moment of their COPY. */
public final class StagingArea implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StagingArea.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final S3Client s3;
    private final String bucket;
    private final String folder;
    private final Clock clock;

    /** The files of one connector: {@code s3://bucket/prefix/connector/…}. */
    public StagingArea(S3Client s3, String bucket, String folder, Clock clock) {
        this.s3 = s3;
        this.bucket = bucket;
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * A file in S3.
     *
     * @param url {@code s3://bucket/key}
     * @param options what COPY has to be told of it
     */
    public record Staged(String key, String url, String options) {}

    /** Writes and uploads the lines of a plan. */
    public Staged stage(Plan plan, StageFile format) throws SQLException {
        try {
            Path scratch = Files.createTempDirectory("tributary-stage");
            Path file = scratch.resolve("lines" + format.suffix());
            try {
                String options = format.write(plan, file);
                return upload(file, format.suffix(), options);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a staging file on the local disk", e);
        }
    }

    private Staged upload(Path file, String suffix, String options) {
        String key = folder + "/" + STAMP.format(clock.instant()) + "-" + UUID.randomUUID() + suffix;
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromFile(file));
        return new Staged(key, "s3://" + bucket + "/" + key, options);
    }

    /** Removes a file; one that cannot be removed now is a left-over, and removed when it is old. */
    public void remove(Staged staged) {
        try {
            s3.deleteObject(request -> request.bucket(bucket).key(staged.key()));
        } catch (SdkException e) {
            LOG.warn("{} is left over in S3: {}", staged.url(), e.getMessage());
        }
    }

    /** Removes what crashed tasks of this connector have left, and nothing that one still running may need. */
    public void removeOlderThan(Duration age) {
        Instant limit = clock.instant().minus(age);
        int removed = 0;
        for (S3Object object : s3.listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(folder + "/"))
                .contents()) {
            if (object.lastModified().isBefore(limit)) {
                s3.deleteObject(request -> request.bucket(bucket).key(object.key()));
                removed++;
            }
        }
        if (removed > 0) {
            LOG.info("removed {} staged files that were left over below s3://{}/{}", removed, bucket, folder);
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
