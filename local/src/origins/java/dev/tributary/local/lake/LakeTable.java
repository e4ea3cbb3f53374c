package dev.tributary.local.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads an Iceberg table as its specification tells: catalog, metadata, snapshot, manifests, data files. */
final class LakeTable {
    private static final int DELETED = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final S3Client s3;
    private final Connection catalog;
    private final Path folder;

    LakeTable(S3Client s3, Connection catalog, Path folder) {
        this.s3 = s3;
        this.catalog = catalog;
        this.folder = folder;
    }

    /** Copies of the data files of the current snapshot; none while there is no table. */
    List<Path> files() throws IOException, SQLException {
        List<Path> files = new ArrayList<>();
        String location = metadataLocation();
        if (location.isEmpty()) {
            return files;
        }
        JsonNode metadata = JSON.readTree(bytes(location));
        long current = metadata.path("current-snapshot-id").asLong(-1);
        for (JsonNode snapshot : metadata.path("snapshots")) {
            if (snapshot.path("snapshot-id").asLong() == current) {
                for (GenericRecord manifest : records(snapshot.path("manifest-list").asText())) {
                    addFiles(manifest.get("manifest_path").toString(), files);
                }
            }
        }
        return files;
    }

    private void addFiles(String manifest, List<Path> files) throws IOException {
        for (GenericRecord entry : records(manifest)) {
            if ((Integer) entry.get("status") != DELETED) {
                String path = ((GenericRecord) entry.get("data_file")).get("file_path").toString();
                Path copy = folder.resolve(path.substring(path.lastIndexOf('/') + 1));
                if (!Files.exists(copy)) {
                    Files.write(copy, bytes(path));
                }
                files.add(copy);
            }
        }
    }

    private String metadataLocation() throws SQLException {
        try (Statement sql = catalog.createStatement();
                ResultSet row = sql.executeQuery(
                        "SELECT metadata_location FROM iceberg_tables WHERE table_name = 'payroll_complete_changes'")) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            if ("42P01".equals(e.getSQLState())) {
                return "";
            }
            throw e;
        }
    }

    private List<GenericRecord> records(String location) throws IOException {
        List<GenericRecord> records = new ArrayList<>();
        try (DataFileReader<GenericRecord> reader =
                new DataFileReader<>(new SeekableByteArrayInput(bytes(location)), new GenericDatumReader<>())) {
            reader.forEach(records::add);
        }
        return records;
    }

    private byte[] bytes(String location) {
        URI uri = URI.create(location);
        return s3.getObjectAsBytes(request -> request.bucket(uri.getHost())
                        .key(uri.getPath().substring(1)))
                .asByteArray();
    }
}
