package dev.tributary.connect.cockroach;

import dev.tributary.connect.cockroach.feed.FeedSettings;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.SslConfigs;

/** Every setting of the source once, with its default and its meaning. */
final class CockroachSettings {
    static final String LISTENER = "listener";
    static final String ROUTES = "routes";
    static final String AUTHORIZATION = "authorization";
    static final String CLIENT_AUTH = "ssl.client.auth";
    static final String ACK_TIMEOUT_MS = "ack.timeout.ms";
    static final String MAX_PENDING = "max.pending.records";
    static final String MAX_BODY = "max.body.bytes";
    static final String BATCH_SIZE = "batch.size";

    static final ConfigDef DEFINITION = security(limits(FeedSettings.define(what())));

    private CockroachSettings() {}

    private static ConfigDef what() {
        return new ConfigDef()
                .define(
                        LISTENER,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Where to listen: https://0.0.0.0:3000, or http:// behind a proxy that ends TLS. Port 0 is any"
                                + " free one.")
                .define(
                        ROUTES,
                        ConfigDef.Type.LIST,
                        List.of("/"),
                        Importance.HIGH,
                        "The paths of the changefeeds, comma separated. path:table sends everything on the path to one"
                                + " table, as the bare envelope of AS SELECT needs; elsewhere the messages name it.");
    }

    private static ConfigDef limits(ConfigDef settings) {
        return settings.define(
                        ACK_TIMEOUT_MS,
                        ConfigDef.Type.INT,
                        2_500,
                        ConfigDef.Range.between(10, 600_000),
                        Importance.MEDIUM,
                        "How long a request waits for Kafka before it is answered 503, and the feed repeats it. Keep it"
                                + " below the feed's webhook_client_timeout, 3 s by default.")
                .define(
                        MAX_PENDING,
                        ConfigDef.Type.INT,
                        50_000,
                        ConfigDef.Range.between(1, 10_000_000),
                        Importance.MEDIUM,
                        "The most records that wait for Kafka; a request that would exceed it is answered 503 at once.")
                .define(
                        MAX_BODY,
                        ConfigDef.Type.INT,
                        32 << 20,
                        ConfigDef.Range.between(1_024, 1 << 30),
                        Importance.LOW,
                        "The largest body of a request, in bytes; a larger one is answered 413.")
                .define(
                        BATCH_SIZE,
                        ConfigDef.Type.INT,
                        5_000,
                        ConfigDef.Range.between(1, 100_000),
                        Importance.LOW,
                        "About the most records given to Connect at once.");
    }

    /** The names of Kafka's own TLS settings, read by Kafka's own code; PEM and PKCS12 among the types. */
    private static ConfigDef security(ConfigDef settings) {
        ConfigDef result = settings.define(
                        AUTHORIZATION,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.HIGH,
                        "What the Authorization header must be, as the feed's webhook_auth_header has it. Empty: not"
                                + " checked.")
                .define(
                        CLIENT_AUTH,
                        ConfigDef.Type.STRING,
                        "none",
                        ConfigDef.ValidString.in("none", "requested", "required"),
                        Importance.MEDIUM,
                        "Whether the feed must show a certificate that the trust store knows (its client_cert and"
                                + " client_key).");
        SslConfigs.addClientSslSupport(result);
        return result;
    }
}
