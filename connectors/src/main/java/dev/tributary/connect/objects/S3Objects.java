package dev.tributary.connect.objects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Files in an S3 bucket, below a prefix. */
final class S3Objects implements ObjectStore {
    private final S3Client client;
    private final String bucket;
    private final String prefix;

    /** The prefix is empty or ends with a slash. */
    S3Objects(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public List<String> folders() throws IOException {
        List<String> folders = new ArrayList<>();
        try {
            client
                    .listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(prefix).delimiter("/"))
                    .commonPrefixes()
                    .stream()
                    .map(CommonPrefix::prefix)
                    .map(found -> found.substring(prefix.length(), found.length() - 1))
                    .filter(name -> !ObjectStore.isUnfinished(name))
                    .forEach(folders::add);
        } catch (SdkException e) {
            throw failure(e);
        }
        return folders;
    }

    @Override
    public List<StoredFile> files(String folder) throws IOException {
        String below = folder.isEmpty() ? prefix : prefix + folder + "/";
        List<StoredFile> files = new ArrayList<>();
        try {
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(below))
                    .contents()) {
                String path = object.key().substring(prefix.length());
                if (ObjectStore.isFile(object.key().substring(below.length()))) {
                    files.add(StoredFile.of(
                            path, object.size(), object.lastModified().toEpochMilli()));
                }
            }
        } catch (SdkException e) {
            throw failure(e);
        }
        files.sort(Comparator.comparing(StoredFile::path));
        return files;
    }

    @Override
    public Path local(StoredFile file, Path folder) throws IOException {
        Path copy = folder.resolve("copy-of-" + file.name());
        Files.deleteIfExists(copy);
        try {
            client.getObject(request -> request.bucket(bucket).key(prefix + file.path()), copy);
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
