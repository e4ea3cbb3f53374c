package dev.tributary.connect.cockroach.feed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CockroachDB's hybrid logical clock, {@code <nanoseconds>.<logical>}: its two numbers are a position as they stand.
 *
 * @param pos as the feed spells it
 */
public record Clock(String pos, long millis) {
    private static final Pattern SPELLING = Pattern.compile("(\\d{1,19})\\.(\\d{1,10})");

    static Clock parse(String text) throws BadMessageException {
        Matcher matcher = SPELLING.matcher(text);
        if (!matcher.matches()) {
            throw new BadMessageException("a timestamp is not <nanoseconds>.<logical>");
        }
        return new Clock(text, Long.divideUnsigned(Long.parseUnsignedLong(matcher.group(1)), 1_000_000));
    }
}
