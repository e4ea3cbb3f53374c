package dev.tributary.connect.export.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites one JSON object per line as CSV, numbers digit by digit. The columns are those declared, or else the names of
 * the first object.
 */
final class NdjsonRows {
    private static final JsonFactory JSON = new JsonFactory();

    private final String fileName;
    private final boolean open;
    private final char delimiter;
    private List<String> columns;

    NdjsonRows(String fileName, List<String> declared, char delimiter) {
        this.fileName = fileName;
        this.delimiter = delimiter;
        this.open = declared.isEmpty();
        this.columns = declared;
    }

    void toCsv(InputStream in, OutputStream out) throws IOException, RefusedExportException {
        Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        if (!open) {
            line(csv, columns.toArray(String[]::new));
        }
        long row = 0;
        try (JsonParser parser = JSON.createParser(in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                row++;
                if (token != JsonToken.START_OBJECT) {
                    throw new RefusedExportException(fileName + ": row " + row + " is no JSON object");
                }
                row(parser, csv, row);
            }
        } catch (JsonProcessingException e) {
            throw new RefusedExportException(fileName + ": row " + (row + 1) + " is not JSON");
        }
        csv.flush();
    }

    private void row(JsonParser in, Writer csv, long row) throws IOException, RefusedExportException {
        boolean first = open && row == 1;
        List<String> names = new ArrayList<>();
        List<@Nullable String> values = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            names.add(in.currentName());
            values.add(text(in));
        }
        if (first) {
            columns = names;
            line(csv, columns.toArray(String[]::new));
        }
        @Nullable String[] cells = new @Nullable String[columns.size()];
        for (int i = 0; i < names.size(); i++) {
            int column = columns.indexOf(names.get(i));
            if (column >= 0) {
                cells[column] = values.get(i);
            } else if (open) {
                throw new RefusedExportException(fileName + ": row " + row + " has the new name " + names.get(i)
                        + "; declare the table's columns");
            }
        }
        line(csv, cells);
    }

    private static @Nullable String text(JsonParser in) throws IOException {
        return switch (in.nextToken()) {
            case VALUE_NULL -> null;
            case START_OBJECT, START_ARRAY -> nested(in);
            default -> in.getText();
        };
    }

    private static String nested(JsonParser in) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.copyCurrentStructure(in);
        }
        return text.toString();
    }

    /** Text is quoted, null is nothing. */
    private void line(Writer csv, @Nullable String[] cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                csv.write(delimiter);
            }
            String cell = cells[i];
            if (cell != null) {
                csv.write('"');
                csv.write(cell.replace("\"", "\"\""));
                csv.write('"');
            }
        }
        csv.write('\n');
    }
}
