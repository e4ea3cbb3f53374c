package dev.tributary.local.cockroach;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Writes files as CockroachDB's cloud storage sink does: the names, the folders by date, compression, resolved files. */
final class FileFeed {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssnnnnnnnnn", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final S3Client client;
    private final String bucket;
    private final boolean gzip;
    private int number;

    /** {@code gzip}: the feed's option {@code compression = gzip}; without it files are plain. */
    FileFeed(S3Client client, String bucket, boolean gzip) {
        this.gzip = gzip;
        this.client = client;
        this.bucket = bucket;
    }

    /** What the sink does at every flush: one file, named by the lower bound of what it may hold. */
    void flush(Instant from, List<Row> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = gzip ? new GZIPOutputStream(bytes) : bytes) {
            for (Row row : rows) {
                out.write(row.message(false).concat("\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        put(
                from,
                String.format(Locale.ROOT, "-0123456789abcdef-1-2-%08x-orders-1.ndjson%s", number++, gzip ? ".gz" : ""),
                bytes.toByteArray());
    }

    /** What the coordinator does when everything up to that time was flushed. */
    void resolved(Instant time) {
        String text = String.format(
                Locale.ROOT, "{\"resolved\":\"%d%09d.0000000000\"}", time.getEpochSecond(), time.getNano());
        put(time, ".RESOLVED", text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(Instant time, String rest, byte[] bytes) {
        String key = "orders/" + DATE.format(time) + "/" + TIME.format(time) + "0000000000" + rest;
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
    }

    /** The bytes of all objects, and how many there are. */
    long[] stored() {
        long[] sum = new long[2];
        for (S3Object object :
                client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents()) {
            sum[0] += object.size();
            sum[1]++;
        }
        return sum;
    }
}
