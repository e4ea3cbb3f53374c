package dev.tributary.connect.redshift.store;

import dev.tributary.connect.rows.IncompatibleColumnException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Identifiers as Redshift keeps them: in lower case, always quoted, so that no name is a keyword. */
final class Names {
    private static final int MOST_BYTES = 127;

    private Names() {}

    static String lower(String identifier) {
        String lower = identifier.toLowerCase(Locale.ROOT);
        if (lower.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IncompatibleColumnException(
                    "the name " + identifier + " is longer than Redshift's " + MOST_BYTES + " bytes");
        }
        return lower;
    }

    static String quoted(String identifier) {
        return '"' + lower(identifier).replace("\"", "\"\"") + '"';
    }

    static String list(Collection<String> identifiers) {
        return identifiers.stream().map(Names::quoted).collect(Collectors.joining(", "));
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
