package dev.tributary.connect.changes;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/** A column of a change topic's rows. */
public record ChangeColumn(String name, ColumnType type) {
    private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");

    /** A column of text. */
    public static ChangeColumn text(String name) {
        return new ChangeColumn(name, ColumnType.TEXT);
    }

    /**
     * The columns of a declaration such as {@code id uuid, total decimal(12,2)?}; every column but the key may be null,
     * with or without {@code ?}.
     */
    public static List<ChangeColumn> list(String setting, String declaration) {
        Set<String> names = new LinkedHashSet<>();
        return Stream.of(COMMA.split(declaration.strip()))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> column(setting, part, names))
                .toList();
    }

    private static ChangeColumn column(String setting, String part, Set<String> names) {
        int space = part.indexOf(' ');
        if (space < 0) {
            throw new ConfigException(setting, part, "write a name and a type, as in: id uuid, total decimal(12,2)");
        }
        String name = part.substring(0, space);
        if (!names.add(name)) {
            throw new ConfigException(setting, part, "names the column " + name + " twice");
        }
        String type = part.substring(space + 1).strip();
        String bare = type.endsWith("?") ? type.substring(0, type.length() - 1) : type;
        return new ChangeColumn(
                name,
                ColumnType.of(bare)
                        .orElseThrow(() -> new ConfigException(
                                setting, part, "unknown type; the types are " + ColumnType.names())));
    }
}
