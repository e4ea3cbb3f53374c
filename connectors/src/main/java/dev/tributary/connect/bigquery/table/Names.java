package dev.tributary.connect.bigquery.table;

import dev.tributary.connect.rows.IncompatibleColumnException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The column names that BigQuery takes without an annotation. */
final class Names {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,299}");
    private static final List<String> RESERVED = List.of(
            "_TABLE_",
            "_FILE_",
            "_PARTITION",
            "_ROW_TIMESTAMP",
            "__ROOT__",
            "_COLIDENTIFIER",
            "_CHANGE_SEQUENCE_NUMBER",
            "_CHANGE_TYPE",
            "_CHANGE_TIMESTAMP");

    private Names() {}

    static void require(Place place, String column) {
        String upper = column.toUpperCase(Locale.ROOT);
        if (!PLAIN.matcher(column).matches() || RESERVED.stream().anyMatch(upper::startsWith)) {
            throw new IncompatibleColumnException("table " + place + ", column " + column
                    + ": not a name that the sink gives to a column of BigQuery (letters, digits, _; no reserved"
                    + " beginning); rename it in the output or by a transform");
        }
    }
}
