package dev.tributary.local.origin;

import dev.tributary.local.place.LocalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and a certificate for 127.0.0.1, made once by the JDK's keytool.
 *
 * @param store a PKCS12 file
 */
record ServerIdentity(Path store, String password) {
    static final String TYPE = "PKCS12";

    private static final String NAME = "webhook";

    /** The identity that lies in a folder; made when it is the first. */
    static ServerIdentity in(Path folder) throws IOException {
        Path password = folder.resolve("password");
        if (!Files.exists(password)) {
            byte[] secret = new byte[16];
            new SecureRandom().nextBytes(secret);
            make(folder.resolve("identity.p12"), HexFormat.of().formatHex(secret));
            Files.writeString(password, HexFormat.of().formatHex(secret));
        }
        return new ServerIdentity(folder.resolve("identity.p12"), Files.readString(password));
    }

    private static void make(Path store, String password) throws IOException {
        Files.deleteIfExists(store);
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                NAME,
                "-dname",
                "CN=" + NAME,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "3650",
                "-storetype",
                TYPE,
                "-keystore",
                store.toString(),
                "-storepass:env",
                "STORE_PASSWORD");
        keytool.environment().put("STORE_PASSWORD", password);
        try {
            int code = keytool.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw LocalException.partFailed(String.join(" ", keytool.command()) + " ended with " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LocalException.partFailed("interrupted while making " + store);
        }
    }

    /** What a client needs that trusts this certificate and no other. */
    SSLContext trusting() throws IOException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore own = KeyStore.getInstance(TYPE);
            own.load(in, password.toCharArray());
            KeyStore trusted = KeyStore.getInstance(TYPE);
            trusted.load(null, null);
            trusted.setCertificateEntry(NAME, own.getCertificate(NAME));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(store + " is no key store of ours: delete its folder", e);
        }
    }
}
