package dev.tributary.local.snowflake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the connector's role may do: use the database, append to the tables that were made for it and add columns to them, own
 * those that it makes. A test takes some of it away, as an administrator would.
 */
public final class Grants {

    private static final String OWNERSHIP = "OWNERSHIP";
    private static final List<String> GIVEN = List.of("INSERT", "EVOLVE SCHEMA");

    private final Map<String, List<String>> unusual = new ConcurrentHashMap<>();
    private final Set<Right> withdrawn = ConcurrentHashMap.newKeySet();

    /** A right on what the tables are in. */
    public enum Right {
        USE_DATABASE,
        CREATE_TABLE
    }

    /** Gives the role exactly these privileges on a table; none, and it does not see the table. */
    public void onTable(String table, String... privileges) {
        unusual.put(Names.stored(table), List.of(privileges));
    }

    /** Takes a right away, or gives it back. */
    public void withdraw(Right right, boolean taken) {
        if (taken) {
            withdrawn.add(right);
        } else {
            withdrawn.remove(right);
        }
    }

    boolean allows(Right right) {
        return !withdrawn.contains(right);
    }

    void own(String table) {
        unusual.put(table, List.of(OWNERSHIP));
    }

    List<String> of(String table) {
        return unusual.getOrDefault(table, GIVEN);
    }

    boolean inserts(String table) {
        return of(table).contains(OWNERSHIP) || of(table).contains("INSERT");
    }

    void requireOneOf(String table, String... privileges) throws SqlFailure {
        if (of(table).stream().noneMatch(List.of(privileges)::contains)) {
            throw SqlFailure.denied("table '" + table + "'");
        }
    }

    void require(Right right, String object) throws SqlFailure {
        if (!allows(right)) {
            throw SqlFailure.denied(object);
        }
    }
}
