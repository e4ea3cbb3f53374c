package dev.tributary.pipeline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code table.column}. */
final class FieldRefs {
    private static final Pattern REFERENCE =
            Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*\\.\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*");

    private FieldRefs() {}

    /** The reference, or empty when the text is anything else. */
    static Optional<FieldRef> parse(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.matches() ? Optional.of(new FieldRef(matcher.group(1), matcher.group(2))) : Optional.empty();
    }
}
