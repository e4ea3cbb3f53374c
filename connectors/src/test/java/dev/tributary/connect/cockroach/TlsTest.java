package dev.tributary.connect.cockroach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final String PASSWORD = "changeit";
    private static final String RESOLVED = "{\"resolved\":\"1.0\"}";

    @TempDir
    Path folder;

    @Test
    void shouldListenWithTlsAndAskForTheCertificateOfTheFeed() throws Exception {
        Path server = keys("server");
        Path client = keys("client");
        try (FeedStand feed = new FeedStand()
                .with("listener", "https://127.0.0.1:0")
                .with("ssl.keystore.type", "PKCS12")
                .with("ssl.keystore.location", server.toString())
                .with("ssl.keystore.password", PASSWORD)
                .with("ssl.key.password", PASSWORD)
                .with("ssl.truststore.type", "PKCS12")
                .with("ssl.truststore.location", client.toString())
                .with("ssl.truststore.password", PASSWORD)
                .with("ssl.client.auth", "required")
                .start()) {
            feed.with(client(server, client));
            assertThat(feed.send("/changes", RESOLVED).statusCode()).isEqualTo(200);

            feed.with(client(server, null));
            assertThatThrownBy(() -> feed.send("/changes", RESOLVED)).isInstanceOf(IOException.class);
        }
    }

    private Path keys(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-alias", name, "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost"));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString()));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        keytool.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        assertThat(keytool.waitFor()).isZero();
        return file;
    }

    private static HttpClient client(Path trusted, @org.jspecify.annotations.Nullable Path own) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates(trusted));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own == null ? null : store(own), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static KeyStore certificates(Path file) throws GeneralSecurityException, IOException {
        KeyStore own = store(file);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String alias : java.util.Collections.list(own.aliases())) {
            trusted.setCertificateEntry(alias, own.getCertificate(alias));
        }
        return trusted;
    }

    private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
