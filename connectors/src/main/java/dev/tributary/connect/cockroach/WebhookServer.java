package dev.tributary.connect.cockroach;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** The listener: TLS by Kafka's own settings, a handler for each route. */
final class WebhookServer implements AutoCloseable {
    /** A changefeed opens at most 16 connections from each of its nodes, and each waits for Kafka. */
    private static final int THREADS = 64;

    private final HttpServer server;
    private final ExecutorService threads;

    private WebhookServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    static WebhookServer start(CockroachSourceConfig config, Inbox inbox) throws IOException {
        InetSocketAddress address = new InetSocketAddress(
                config.listener().getHost(), config.listener().getPort());
        boolean secure = config.listener().getScheme().equals("https");
        HttpServer server = secure ? secure(address, config) : HttpServer.create(address, 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "changefeed");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        // the contexts of this server match by prefix: one for all, which knows the paths themselves
        server.createContext("/", new FeedHandler(config, inbox));
        server.start();
        return new WebhookServer(server, threads);
    }

    private static HttpsServer secure(InetSocketAddress address, CockroachSourceConfig config) throws IOException {
        Map<String, Object> settings = new HashMap<>(config.values());
        SSLContext context;
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(settings);
            context = factory.sslContext();
        }
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters defaults = getSSLContext().getDefaultSSLParameters();
                defaults.setNeedClientAuth(config.clientAuth().equals("required"));
                if (config.clientAuth().equals("requested")) {
                    defaults.setWantClientAuth(true);
                }
                parameters.setSSLParameters(defaults);
            }
        });
        return server;
    }

    /** The port it listens on. */
    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
