package dev.tributary.connect.shards;

/**
 * How far a shard has been read.
 *
 * @param at what {@code kind} says; empty where it needs nothing
 */
public record Progress(Kind kind, String at) {
    /** Where to go on. */
    public enum Kind {
        /** From the oldest record that the shard has. */
        BEGINNING,
        /** From the first record of that time, in milliseconds since 1970. */
        TIME,
        /** Behind the record of that sequence number. */
        AFTER,
        /** Nowhere: all is read. */
        END
    }

    public static final Progress BEGINNING = new Progress(Kind.BEGINNING, "");
    public static final Progress END = new Progress(Kind.END, "");

    public static Progress time(long millis) {
        return new Progress(Kind.TIME, Long.toString(millis));
    }

    public static Progress after(String sequence) {
        return new Progress(Kind.AFTER, sequence);
    }

    public boolean ended() {
        return kind == Kind.END;
    }

    /** As it is stored: {@code AFTER 49590338271490256608559692538361571095921575989136588898}. */
    public String text() {
        return at.isEmpty() ? kind.name() : kind.name() + " " + at;
    }

    static Progress parse(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? new Progress(Kind.valueOf(text), "")
                : new Progress(Kind.valueOf(text.substring(0, space)), text.substring(space + 1));
    }
}
