package dev.tributary.local.redshift;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The rows of a staged file as texts. */
final class StagedRows {

    /** A row, and the line of the file in which it ends, from 1 on. */
    record Row(int line, List<@Nullable String> fields) {}

    private StagedRows() {}

    /** Quotes are those of CSV; a field that equals {@code nullAs}, quoted or not, is null. */
    static List<Row> csv(InputStream compressed, String nullAs) throws IOException {
        try (Reader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(compressed, 1 << 16), StandardCharsets.UTF_8), 1 << 16)) {
            return new Csv(in, nullAs).rows();
        }
    }

    /** Values of a Parquet file, read by DuckDB. */
    static List<Row> parquet(Path file) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet('" + file + "')")) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<@Nullable String> fields = new ArrayList<>(width);
                for (int i = 1; i <= width; i++) {
                    fields.add(result.getString(i));
                }
                rows.add(new Row(rows.size() + 1, fields));
            }
        }
        return rows;
    }

    private static final class Csv {
        private final Reader in;
        private final String nullAs;
        private final StringBuilder field = new StringBuilder();
        private int line = 1;

        Csv(Reader in, String nullAs) {
            this.in = in;
            this.nullAs = nullAs;
        }

        List<Row> rows() throws IOException {
            List<Row> rows = new ArrayList<>();
            List<@Nullable String> fields = new ArrayList<>();
            int c = in.read();
            while (c >= 0) {
                if (c == '"') {
                    c = quoted();
                } else if (c == ',') {
                    fields.add(ended());
                    c = in.read();
                } else if (c == '\n') {
                    fields.add(ended());
                    rows.add(new Row(line++, fields));
                    fields = new ArrayList<>();
                    c = in.read();
                } else {
                    field.append((char) c);
                    c = in.read();
                }
            }
            return rows;
        }

        /** Reads to behind the closing quote; returns the character there. */
        private int quoted() throws IOException {
            int c = in.read();
            while (c >= 0) {
                if (c == '"') {
                    c = in.read();
                    if (c != '"') {
                        return c;
                    }
                }
                line += c == '\n' ? 1 : 0;
                field.append((char) c);
                c = in.read();
            }
            return c;
        }

        private @Nullable String ended() {
            String text = field.toString();
            field.setLength(0);
            return text.equals(nullAs) ? null : text;
        }
    }
}
