package dev.tributary.config;

/**
 * One mistake in a configuration file.
 *
 * @param line counted from 1; 0 when the mistake is something that is not in the file
 * @param what is wrong
 * @param fix what to do about it
 */
public record Problem(String file, int line, String key, String what, String fix) {
    /** One line to read: {@code file:line: key: what; fix}. */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line : file;
        return place + ": " + key + ": " + what + "; " + fix;
    }
}
