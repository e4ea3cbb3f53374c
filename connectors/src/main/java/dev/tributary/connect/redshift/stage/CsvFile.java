package dev.tributary.connect.redshift.stage;

import dev.tributary.connect.cells.Kind;
import dev.tributary.connect.rows.Column;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compressed CSV: texts in quotes, null as a mark that no text of the file equals. */
public final class CsvFile implements StageFile {
    private final boolean oneLineEach;

    private CsvFile(boolean oneLineEach) {
        this.oneLineEach = oneLineEach;
    }

    public static CsvFile exact() {
        return new CsvFile(false);
    }

    /** For finding bad lines, not for loading: line breaks in texts are blanks, so that line numbers count rows. */
    public static CsvFile forNumbers() {
        return new CsvFile(true);
    }

    @Override
    public String suffix() {
        return ".csv.gz";
    }

    @Override
    public String write(Plan plan, Path file) throws IOException {
        String nullMark = nullMark(plan);
        List<Column> columns = plan.layout().columns();
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8),
                1 << 16)) {
            int number = 0;
            for (Line line : plan.lines()) {
                number++;
                out.append(Integer.toString(number))
                        .append(',')
                        .append(line.isFirst() ? Integer.toString(line.key()) : nullMark)
                        .append(',')
                        .append(line.row() != null ? "true" : "false");
                List<@Nullable Object> cells = StageFile.cells(plan.layout(), line);
                for (int i = 0; i < cells.size(); i++) {
                    out.append(',');
                    cell(out, columns.get(i).type().kind(), cells.get(i), nullMark);
                }
                out.append('\n');
            }
        }
        return "FORMAT AS CSV GZIP NULL AS '" + nullMark + "' DATEFORMAT 'auto' TIMEFORMAT 'auto'";
    }

    private void cell(Writer out, Kind kind, @Nullable Object cell, String nullMark) throws IOException {
        if (cell == null) {
            out.append(nullMark);
            return;
        }
        String text = CellText.of(kind, cell);
        if (kind == Kind.VARCHAR || kind == Kind.JSON) {
            out.append('"').append(safe(text)).append('"');
        } else {
            out.append(text);
        }
    }

    private String safe(String text) {
        String quoted = text.indexOf('"') < 0 ? text : text.replace("\"", "\"\"");
        return oneLineEach ? quoted.replace('\n', ' ').replace('\r', ' ') : quoted;
    }

    /** NULL AS counts for quoted texts too, so the mark must be none of them. */
    private static String nullMark(Plan plan) {
        StringBuilder mark = new StringBuilder("\\N");
        while (plan.lines().stream().anyMatch(line -> holds(line, mark.toString()))) {
            mark.append('N');
        }
        return mark.toString();
    }

    private static boolean holds(Line line, String mark) {
        @Nullable Object[] row = line.row();
        if (row == null) {
            return line.keyCells().contains(mark);
        }
        for (Object cell : row) {
            if (mark.equals(cell)) {
                return true;
            }
        }
        return false;
    }
}
