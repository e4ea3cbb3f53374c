package dev.tributary.connect.export.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the names in the first record of a CSV file: quoted by {@code "}, doubled within quotes. */
final class CsvHeader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final char delimiter;

    CsvHeader(char delimiter) {
        this.delimiter = delimiter;
    }

    List<String> read(String fileName, Path file) throws IOException, RefusedExportException {
        List<String> names;
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            names = names(in);
        } catch (MalformedInputException e) {
            throw new RefusedExportException(fileName + ": the file is not UTF-8");
        }
        if (names.stream().allMatch(String::isBlank)) {
            throw new RefusedExportException(fileName + ": the file has no header");
        }
        Set<String> differing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        differing.addAll(names);
        if (differing.size() < names.size()) {
            throw new RefusedExportException(fileName + ": the header names a column twice, but perhaps for its case");
        }
        return names;
    }

    private List<String> names(BufferedReader in) throws IOException {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        int read = in.read();
        if (read == BYTE_ORDER_MARK) {
            read = in.read();
        }
        for (; read >= 0 && (quoted || read != '\n'); read = in.read()) {
            char c = (char) read;
            if (c == '"') {
                quoted = !quoted;
                in.mark(1);
                boolean doubled = !quoted && in.read() == '"';
                in.reset();
                if (doubled) {
                    quoted = true;
                    name.append((char) in.read());
                }
            } else if (c == delimiter && !quoted) {
                names.add(name.toString());
                name.setLength(0);
            } else if (c != '\r' || quoted) {
                name.append(c);
            }
        }
        names.add(name.toString());
        return names;
    }
}
