package dev.tributary.topology;

/** Names of stores and steps: kebab nouns made of the pipeline's own words. */
final class StoreNames {
    private StoreNames() {}

    /** The store of a table's latest rows. */
    static String latest(String table) {
        return kebab(table) + "-latest";
    }

    static String kebab(String name) {
        return name.replace('_', '-');
    }
}
