package dev.tributary.local.origin;

import dev.tributary.local.check.Answer;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import dev.tributary.local.place.Site;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The changefeed of a query, sent by webhook as CockroachDB sends it: again after errors, and stretches of it a second time. */
final class Webhook implements Origin {
    private static final String CONNECTOR = "cockroach-orders-source";
    private static final String TOPIC = "topic_cockroach_orders";
    private static final String PATH = "/bigquery";

    private final Site site;
    private final FeedOrders orders = new FeedOrders();
    private final ServerIdentity identity;
    private final FeedSender sender;

    Webhook(Site site) throws IOException {
        this.site = site;
        identity = ServerIdentity.in(site.directory().folder("webhook"));
        sender = new FeedSender(url(), identity);
    }

    private String url() {
        return "https://" + Ports.HOST + ":" + site.ports().of(Service.WEBHOOK) + PATH;
    }

    @Override
    public String start() {
        return "a changefeed of orders that sends to " + url() + " (CockroachDB itself cannot run here)";
    }

    @Override
    public String pipeline() {
        return "config/pipelines/cockroach-orders.properties";
    }

    @Override
    public Map<String, Map<String, String>> connectors(String bootstrapServers, SchemaRegistry registry)
            throws IOException {
        Map<String, String> config = site.installation().properties("connectors/" + CONNECTOR + ".properties");
        config.put("listener", "https://" + site.ports().address(Service.WEBHOOK));
        config.put("ssl.keystore.type", ServerIdentity.TYPE);
        config.put("ssl.keystore.location", identity.store().toString());
        config.put("ssl.keystore.password", identity.password());
        config.put("authorization", "");
        config.put("value.converter.schema.registry.url", registry.url());
        return Map.of(CONNECTOR, config);
    }

    /** The initial scan, then changes; what has been sent comes again out of order, as after a restart of the feed. */
    @Override
    public String play() throws IOException, InterruptedException {
        int scanned = sender.send(orders.scan());
        int changed = sender.send(orders.changes());
        int again = sender.sendAgain();
        return "initial scan of " + scanned + " orders, " + changed + " changes, " + again + " messages a second time";
    }

    @Override
    public List<Answer> answers() {
        return List.of(new Answer(TOPIC, FeedOrders.COLUMNS, 1, orders.rows()));
    }

    @Override
    public String hint() {
        return "Send a change: curl -k " + url() + " -d '{\"payload\":[{\"id\":\"" + FeedOrders.id(7)
                + "\",\"total\":9.75,\"__op\":\"upsert\",\"crdb_internal_mvcc_timestamp\":\"'$(date +%s%N)'.0\"}],"
                + "\"length\":1}'";
    }

    @Override
    public void close() {}
}
