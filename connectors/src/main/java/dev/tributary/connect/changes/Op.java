package dev.tributary.connect.changes;

/** What a change did to its row. */
public enum Op {
    CREATE("c"),
    UPDATE("u"),
    DELETE("d"),
    /** Read as it stood, by a first load. */
    READ("r");

    private final String letter;

    Op(String letter) {
        this.letter = letter;
    }

    /** The letter that Debezium writes. */
    public String letter() {
        return letter;
    }
}
