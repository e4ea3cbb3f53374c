package dev.tributary.local.snowflake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients have asked for, and above all what the double did not understand. */
public final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int KEPT = 1000;

    private final Map<String, Integer> requests = new TreeMap<>();
    private final List<String> statements = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    synchronized void request(String path) {
        requests.merge(path, 1, Integer::sum);
    }

    synchronized void statement(String sql) {
        keep(statements, sql);
    }

    synchronized void problem(String what) {
        LOG.warn("Snowflake double: {}", what);
        keep(problems, what);
    }

    private static void keep(List<String> list, String entry) {
        if (list.size() < KEPT) {
            list.add(entry);
        }
    }

    /** How often each path was asked. */
    public synchronized Map<String, Integer> requests() {
        return Map.copyOf(requests);
    }

    /** The SQL texts in their order, without bindings; the first thousand. */
    public synchronized List<String> statements() {
        return List.copyOf(statements);
    }

    /** Every request, statement or blob that was answered as an error because the double has no answer to it. */
    public synchronized List<String> problems() {
        return List.copyOf(problems);
    }
}
