package dev.tributary.topology;

/** Names of stores and steps: kebab nouns made of the pipeline's own words. */
public final class StoreNames {
    private StoreNames() {}

    /** The store of a table's latest rows. */
    static String latest(String table) {
        return kebab(table) + "-latest";
    }

    /** The store of the positions that an output's keys were last written at. */
    public static String lastPosition(String output) {
        return kebab(output) + "-last-position";
    }

    static String kebab(String name) {
        return name.replace('_', '-');
    }
}
