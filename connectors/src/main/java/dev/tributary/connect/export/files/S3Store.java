package dev.tributary.connect.export.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Exports in an S3 bucket, below a prefix. */
public final class S3Store implements ExportStore {
    private final S3Client client;
    private final String bucket;
    private final String prefix;

    /** The prefix is empty or ends with a slash. */
    public S3Store(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public List<String> tenants() throws IOException {
        List<String> tenants = new ArrayList<>();
        try {
            client
                    .listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(prefix).delimiter("/"))
                    .commonPrefixes()
                    .stream()
                    .map(CommonPrefix::prefix)
                    .map(found -> found.substring(prefix.length(), found.length() - 1))
                    .filter(name -> !ExportStore.isUnfinished(name))
                    .forEach(tenants::add);
        } catch (SdkException e) {
            throw failure(e);
        }
        return tenants;
    }

    @Override
    public SortedMap<String, List<ExportFile>> versions(String tenant, String table) throws IOException {
        String folder = prefix + tenant + "/" + table + "/";
        SortedMap<String, List<ExportFile>> versions = new TreeMap<>();
        try {
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(folder))
                    .contents()) {
                String[] path = object.key().substring(folder.length()).split("/", -1);
                if (path.length == 2 && !ExportStore.isUnfinished(path[0]) && isFile(path[1])) {
                    versions.computeIfAbsent(path[0], version -> new ArrayList<>())
                            .add(new ExportFile(
                                    object.key(),
                                    path[1],
                                    object.size(),
                                    object.lastModified().toEpochMilli()));
                }
            }
        } catch (SdkException e) {
            throw failure(e);
        }
        return versions;
    }

    private static boolean isFile(String name) {
        return !name.isEmpty() && !ExportStore.isUnfinished(name);
    }

    @Override
    public Path local(ExportFile file, Path folder) throws IOException {
        Path copy = folder.resolve("copy-of-" + file.name());
        Files.deleteIfExists(copy);
        try {
            client.getObject(request -> request.bucket(bucket).key(file.path()), copy);
        } catch (SdkException e) {
            throw failure(e);
        }
        return copy;
    }

    private static IOException failure(SdkException e) {
        return new IOException("S3: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        client.close();
    }
}
