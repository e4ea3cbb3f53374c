package dev.tributary.config;

import java.util.List;

/**
 * The grammar of {@link java.util.Properties#load}, kept because that class forgets the lines.
 *
 * <p>Comments ({@code #}, {@code !}), continued lines (an odd number of backslashes at the end), the three separators, and
 * backslash escapes read as they do there.
 */
final class PropertyLines {
    /** Takes one entry. */
    interface Sink {
        void entry(String key, String value, int line);
    }

    private final List<String> lines;

    PropertyLines(String text) {
        this.lines = text.lines().toList();
    }

    void forEach(Sink sink) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripLeading();
            if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == '!') {
                continue;
            }
            int start = i + 1;
            StringBuilder logical = new StringBuilder(line);
            while (continued(logical) && i + 1 < lines.size()) {
                logical.setLength(logical.length() - 1);
                logical.append(lines.get(++i).stripLeading());
            }
            split(logical.toString(), start, sink);
        }
    }

    private static boolean continued(CharSequence line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void split(String line, int number, Sink sink) {
        int end = 0;
        while (end < line.length() && !separator(line.charAt(end))) {
            end += line.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end, line.length());
        int value = skipBlanks(line, end);
        if (value < line.length() && (line.charAt(value) == '=' || line.charAt(value) == ':')) {
            value = skipBlanks(line, value + 1);
        }
        sink.entry(unescape(line.substring(0, end)), unescape(line.substring(value)), number);
    }

    private static boolean separator(char c) {
        return c == '=' || c == ':' || Character.isWhitespace(c);
    }

    private static int skipBlanks(String line, int from) {
        int i = from;
        while (i < line.length() && Character.isWhitespace(line.charAt(i))) {
            i++;
        }
        return i;
    }

    private static String unescape(String escaped) {
        if (escaped.indexOf('\\') < 0) {
            return escaped;
        }
        StringBuilder text = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c != '\\' || i + 1 == escaped.length()) {
                text.append(c == '\\' ? "" : String.valueOf(c));
                continue;
            }
            char escape = escaped.charAt(++i);
            if (escape == 'u') {
                text.append(unicode(escaped, i + 1));
                i += 4;
            } else {
                text.append(control(escape));
            }
        }
        return text.toString();
    }

    private static char unicode(String escaped, int from) {
        if (from + 4 > escaped.length()) {
            throw new IllegalArgumentException("\\u needs four hexadecimal digits");
        }
        return (char) Integer.parseInt(escaped, from, from + 4, 16);
    }

    private static char control(char escape) {
        return switch (escape) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'f' -> '\f';
            default -> escape;
        };
    }
}
