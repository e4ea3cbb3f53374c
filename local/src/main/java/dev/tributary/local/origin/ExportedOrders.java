package dev.tributary.local.origin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The orders as the n-th export has them: about 1 % more than the one before, 2 % changed, 1 % gone. */
final class ExportedOrders {
    static final List<String> COLUMNS = List.of("id", "user_id", "total", "ts");

    private static final int FIRST_SIZE = 1_000;
    private static final int EACH = 10;
    private static final int CHANGED_EVERY = 50;
    private static final Instant BEGAN = Instant.parse("2020-12-30T00:00:00Z");

    private ExportedOrders() {}

    /** The folder of the n-th export, from 1 on. */
    static String version(int export) {
        return String.format(Locale.ROOT, "20201230_V%04d", export);
    }

    static List<List<@Nullable Object>> rows(int export) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int order = (export - 1) * EACH; order < FIRST_SIZE + (export - 1) * EACH; order++) {
            rows.add(row(order, export));
        }
        return rows;
    }

    private static List<@Nullable Object> row(int order, int export) {
        int changed = Math.max(0, export - (order + export) % CHANGED_EVERY);
        return Arrays.asList(
                new UUID(0, order).toString(),
                new UUID(1, order % 97).toString(),
                changed % 7 == 3 ? null : BigDecimal.valueOf(order * 1_01L + changed, 2),
                BEGAN.plusSeconds(order));
    }

    static void write(Path table, int export) throws IOException {
        write(table, export, 1.0);
    }

    /** Most of the file, as a transfer leaves it that broke off. */
    static void writeCutOff(Path table, int export) throws IOException {
        write(table, export, 0.6);
    }

    private static void write(Path table, int export, double part) throws IOException {
        byte[] file = gzip(csv(rows(export)));
        Path folder = Files.createDirectories(table.resolve(version(export)));
        Path unfinished = folder.resolve("orders.csv.gz.tmp");
        Files.write(unfinished, Arrays.copyOf(file, (int) (file.length * part)));
        Files.move(unfinished, folder.resolve("orders.csv.gz"));
    }

    private static String csv(List<List<@Nullable Object>> rows) {
        return String.join(",", COLUMNS) + "\n"
                + rows.stream().map(ExportedOrders::line).collect(Collectors.joining());
    }

    private static String line(List<@Nullable Object> row) {
        return row.stream().map(cell -> cell == null ? "" : cell.toString()).collect(Collectors.joining(",")) + "\n";
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(file)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file.toByteArray();
    }
}
