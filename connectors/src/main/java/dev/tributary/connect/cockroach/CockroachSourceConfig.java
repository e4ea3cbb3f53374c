package dev.tributary.connect.cockroach;

import dev.tributary.connect.cockroach.feed.ChangeDecoder;
import dev.tributary.connect.cockroach.feed.FeedRecords;
import dev.tributary.connect.cockroach.feed.FeedTables;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The settings of the source, read and checked. */
final class CockroachSourceConfig extends AbstractConfig {
    private static final Pattern OWN_KEY =
            Pattern.compile("(listener|routes|table|tables|progress|dead|authorization|ack|max)(\\..*)?");

    private final FeedTables tables;
    private final Map<String, FeedRecords> routes = new LinkedHashMap<>();
    private final URI listener;

    CockroachSourceConfig(Map<String, String> properties) {
        super(CockroachSettings.DEFINITION, properties);
        tables = new FeedTables(this, properties);
        for (String route : getList(CockroachSettings.ROUTES)) {
            addRoute(route);
        }
        listener = listener(getString(CockroachSettings.LISTENER));
        if (listener.getScheme().equals("https")
                && getString("ssl.keystore.location") == null
                && getPassword("ssl.keystore.key") == null) {
            throw new ConfigException("ssl.keystore.location", null, "https needs the certificate of the listener");
        }
        tables.requireKnown(properties, OWN_KEY, CockroachSettings.DEFINITION);
    }

    private void addRoute(String route) {
        int colon = route.indexOf(':');
        String path = colon < 0 ? route : route.substring(0, colon);
        @Nullable String table = colon < 0 ? null : route.substring(colon + 1);
        if (!path.startsWith("/")) {
            throw new ConfigException(CockroachSettings.ROUTES, route, "a path begins with /");
        }
        if (table != null && !tables.all().containsKey(table)) {
            throw new ConfigException(CockroachSettings.ROUTES, route, "the table is not one of 'tables'");
        }
        ChangeDecoder decoder = new ChangeDecoder(tables.all(), tables.prefix(), path, table);
        if (routes.put(path, new FeedRecords(path, decoder, tables.topics())) != null) {
            throw new ConfigException(CockroachSettings.ROUTES, route, "names the path twice");
        }
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

    URI listener() {
        return listener;
    }

    /** What each path's requests become. */
    Map<String, FeedRecords> routes() {
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
