package dev.tributary.connect.cockroach;

import dev.tributary.connect.changes.ChangeColumn;
import dev.tributary.connect.changes.ChangeTopic;
import dev.tributary.connect.changes.Tombstones;
import dev.tributary.connect.cockroach.RouteRecords.Topics;
import dev.tributary.connect.cockroach.feed.ChangeDecoder;
import dev.tributary.connect.cockroach.feed.TableSpec;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The settings of the source, read and checked. */
final class CockroachSourceConfig extends AbstractConfig {
    private static final Pattern OWN_KEY =
            Pattern.compile("(listener|routes|table|tables|progress|dead|authorization|ack|max)(\\..*)?");
    private static final Pattern TABLE_KEY = Pattern.compile("table\\.(.+)\\.(key|columns)");

    private final Map<String, TableSpec> tables = new LinkedHashMap<>();
    private final Map<String, RouteRecords> routes = new LinkedHashMap<>();
    private final URI listener;

    CockroachSourceConfig(Map<String, String> properties) {
        super(CockroachSettings.DEFINITION, properties);
        for (String table : getList(CockroachSettings.TABLES)) {
            tables.put(table, table(table, properties));
        }
        for (String route : getList(CockroachSettings.ROUTES)) {
            addRoute(route);
        }
        listener = listener(getString(CockroachSettings.LISTENER));
        if (listener.getScheme().equals("https")
                && getString("ssl.keystore.location") == null
                && getPassword("ssl.keystore.key") == null) {
            throw new ConfigException("ssl.keystore.location", null, "https needs the certificate of the listener");
        }
        properties.keySet().forEach(this::requireKnown);
    }

    private TableSpec table(String table, Map<String, String> properties) {
        String prefix = "table." + table + ".";
        List<String> key = Stream.of(properties.getOrDefault(prefix + "key", "").split(","))
                .map(String::strip)
                .filter(column -> !column.isEmpty())
                .toList();
        List<ChangeColumn> columns =
                ChangeColumn.list(prefix + "columns", properties.getOrDefault(prefix + "columns", ""));
        List<String> names = columns.stream().map(ChangeColumn::name).toList();
        if (key.isEmpty()) {
            throw new ConfigException(prefix + "key", null, "name the columns of the primary key, in their order");
        }
        if (!names.containsAll(key)) {
            throw new ConfigException(prefix + "columns", names, "must have the columns of the key " + key);
        }
        String topic = getString(CockroachSettings.TOPIC_PREFIX) + "." + table;
        return new TableSpec(table, key, columns, new ChangeTopic(topic, columns, key));
    }

    private void addRoute(String route) {
        int colon = route.indexOf(':');
        String path = colon < 0 ? route : route.substring(0, colon);
        @Nullable String table = colon < 0 ? null : route.substring(colon + 1);
        if (!path.startsWith("/")) {
            throw new ConfigException(CockroachSettings.ROUTES, route, "a path begins with /");
        }
        if (table != null && !tables.containsKey(table)) {
            throw new ConfigException(CockroachSettings.ROUTES, route, "the table is not one of 'tables'");
        }
        ChangeDecoder decoder = new ChangeDecoder(tables, getString(CockroachSettings.TOPIC_PREFIX), path, table);
        if (routes.put(path, new RouteRecords(path, decoder, topics())) != null) {
            throw new ConfigException(CockroachSettings.ROUTES, route, "names the path twice");
        }
    }

    private Topics topics() {
        return new Topics(
                topic(CockroachSettings.PROGRESS_TOPIC, "progress"),
                topic(CockroachSettings.DEAD_LETTER_TOPIC, "dead-letters"),
                Tombstones.wanted(this));
    }

    private String topic(String key, String usual) {
        String topic = getString(key);
        return topic.isEmpty() ? getString(CockroachSettings.TOPIC_PREFIX) + "." + usual : topic;
    }

    private static URI listener(String text) {
        try {
            URI uri = URI.create(text);
            boolean scheme = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (scheme && uri.getHost() != null && uri.getPort() >= 0) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigException(CockroachSettings.LISTENER, text, "must be https://host:port");
        }
        throw new ConfigException(CockroachSettings.LISTENER, text, "must be https://host:port");
    }

    private void requireKnown(String key) {
        boolean ofATable = TABLE_KEY.matcher(key).matches()
                && tables.keySet().stream().anyMatch(table -> key.startsWith("table." + table + "."));
        if (OWN_KEY.matcher(key).matches()
                && !ofATable
                && !CockroachSettings.DEFINITION.names().contains(key)) {
            throw new ConfigException("unknown setting " + key + "; the settings of this connector are "
                    + String.join(
                            ", ",
                            CockroachSettings.DEFINITION.names().stream()
                                    .sorted()
                                    .toList())
                    + ", and for each of the tables table.<table>.key, .columns");
        }
    }

    URI listener() {
        return listener;
    }

    /** What each path's requests become. */
    Map<String, RouteRecords> routes() {
        return routes;
    }

    /** The header that requests must have; empty when none is asked for. */
    String authorization() {
        return getPassword(CockroachSettings.AUTHORIZATION).value();
    }

    String clientAuth() {
        return getString(CockroachSettings.CLIENT_AUTH);
    }

    int ackTimeoutMs() {
        return getInt(CockroachSettings.ACK_TIMEOUT_MS);
    }

    int maxPending() {
        return getInt(CockroachSettings.MAX_PENDING);
    }

    int maxBodyBytes() {
        return getInt(CockroachSettings.MAX_BODY);
    }

    int batchSize() {
        return getInt(CockroachSettings.BATCH_SIZE);
    }
}
