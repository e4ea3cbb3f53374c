package dev.tributary.connect.export.files;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of an export, ordered by the one or two numbers in the name of its folder.
 *
 * @param text the folder's name
 */
public record Version(String text, long major, long minor) implements Comparable<Version> {
    private static final Comparator<Version> ORDER =
            Comparator.comparingLong(Version::major).thenComparingLong(Version::minor);
    /** More would not fit the number. */
    private static final int MOST_DIGITS = 18;

    /**
     * The version that a folder's name spells; each of the pattern's one or two groups is a number, whatever stands
     * between its digits. Empty when the name does not match, or a number is missing or too long.
     */
    public static Optional<Version> of(String folder, Pattern pattern) {
        Matcher matcher = pattern.matcher(folder);
        if (!matcher.matches() || matcher.groupCount() < 1) {
            return Optional.empty();
        }
        String major = digits(matcher.group(1));
        String minor = matcher.groupCount() > 1 && matcher.group(2) != null ? digits(matcher.group(2)) : "0";
        if (major.isEmpty() || minor.isEmpty() || Math.max(major.length(), minor.length()) > MOST_DIGITS) {
            return Optional.empty();
        }
        return Optional.of(new Version(folder, Long.parseLong(major), Long.parseLong(minor)));
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }

    /** The position of every change of the export. */
    public String pos() {
        return major + "." + minor;
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    /** Whether the other one stands at another place of the order. */
    public boolean isAfter(Version other) {
        return compareTo(other) > 0;
    }
}
