package dev.tributary.connect.export.files;

import dev.tributary.connect.objects.ObjectStore;
import dev.tributary.connect.objects.StoredFile;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Verifies every byte of an export before a row of it is read: DuckDB reads a file that is cut off, or whose gzip
 * checksum is wrong, without a word.
 */
public final class Intake {
    private static final int BUFFER = 1 << 16;

    private final ObjectStore store;
    private final Path folder;
    private final List<String> declared;
    private final char delimiter;

    /** Verifies files of that store into the folder; {@code declared} are the columns that the settings name, or none. */
    public Intake(ObjectStore store, Path folder, List<String> declared, char delimiter) {
        this.store = store;
        this.folder = folder;
        this.declared = declared;
        this.delimiter = delimiter;
    }

    /**
     * The verified files.
     *
     * @param checksum SHA-256 over the bytes of all files, as they lie in the store
     */
    public record Verified(List<Part> parts, String checksum) {}

    /** Reads every file to its end; the result lies in the folder, or is the file itself where it can be read as it is. */
    public Verified verify(Export export) throws IOException, RefusedExportException {
        MessageDigest digest = sha256();
        List<Part> parts = new ArrayList<>();
        for (StoredFile file : export.files()) {
            parts.add(part(file, parts.size(), digest));
        }
        return new Verified(parts, HexFormat.of().formatHex(digest.digest()));
    }

    private Part part(StoredFile file, int number, MessageDigest digest) throws IOException, RefusedExportException {
        Format format = Format.of(file.name())
                .orElseThrow(() -> new RefusedExportException(file.name()
                        + ": unknown format; files are .csv, .ndjson or .jsonl, each also with .gz, or .parquet"));
        Path source = store.local(file, folder);
        Path csv = folder.resolve(number + ".csv");
        boolean asItIs = format == Format.PARQUET || (format == Format.CSV && !Format.isGzip(file.name()));
        try (InputStream raw = new DigestInputStream(Files.newInputStream(source), digest)) {
            if (asItIs) {
                raw.transferTo(OutputStream.nullOutputStream());
            } else {
                decode(file, format, raw, csv);
            }
        }
        Path readable = asItIs ? source : csv;
        return new Part(readable, format == Format.PARQUET, columns(file, format, readable));
    }

    private List<String> columns(StoredFile file, Format format, Path readable)
            throws IOException, RefusedExportException {
        return format == Format.PARQUET ? List.of() : new CsvHeader(delimiter).read(file.name(), readable);
    }

    private void decode(StoredFile file, Format format, InputStream raw, Path csv)
            throws IOException, RefusedExportException {
        try (InputStream in = Format.isGzip(file.name()) ? new GZIPInputStream(raw, BUFFER) : raw;
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(csv), BUFFER)) {
            if (format == Format.NDJSON) {
                new NdjsonRows(file.name(), declared, delimiter).toCsv(in, out);
            } else {
                in.transferTo(out);
            }
        } catch (EOFException e) {
            throw new RefusedExportException(file.name() + ": the gzip file is cut off; export it again");
        } catch (ZipException e) {
            throw new RefusedExportException(
                    file.name() + ": the gzip file is damaged (" + e.getMessage() + "); export it again");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new ConnectException("this Java has no SHA-256", e);
        }
    }
}
