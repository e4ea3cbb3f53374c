package dev.tributary.topology;

/** Names of stores and steps: kebab nouns made of the pipeline's own words. */
public final class StoreNames {
    private StoreNames() {}

    /** The store of a table's latest rows. */
    public static String latest(String table) {
        return kebab(table) + "-latest";
    }

    /** The store of a table's latest rows that each instance has whole. */
    static String copies(String table) {
        return kebab(table) + "-copies";
    }

    /** The topic that Kafka Streams keeps a store's changes in. */
    public static String changelog(String applicationId, String store) {
        return applicationId + "-" + store + "-changelog";
    }

    /** The store of the positions that an output's keys were last written at. */
    public static String lastPosition(String output) {
        return kebab(output) + "-last-position";
    }

    static String kebab(String name) {
        return name.replace('_', '-');
    }
}
