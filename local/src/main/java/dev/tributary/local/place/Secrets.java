package dev.tributary.local.place;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/** The secrets of one embedded stack: made once, at random, in a file that only its owner can read. */
public final class Secrets {

    public static final String TOKEN_KEY = "token.key";
    public static final String REPLICATION_PASSWORD = "postgres.replication.password";
    public static final String OWNER_PASSWORD = "postgres.password";
    public static final String MARIADB_REPLICATION_PASSWORD = "mariadb.replication.password";
    public static final String MARIADB_PASSWORD = "mariadb.password";
    public static final String REDSHIFT_PASSWORD = "redshift.password";

    private final Path file;
    private final Properties values;

    private Secrets(Path file, Properties values) {
        this.file = file;
        this.values = values;
    }

    /** Reads {@code secrets.properties} of the directory, after adding what is missing; parts that start at once agree. */
    public static synchronized Secrets of(DataDirectory directory) throws IOException {
        Path file = directory.root().resolve("secrets.properties");
        Properties values = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                values.load(in);
            }
        }
        SecureRandom random = new SecureRandom();
        List.of(
                        TOKEN_KEY,
                        REPLICATION_PASSWORD,
                        OWNER_PASSWORD,
                        MARIADB_REPLICATION_PASSWORD,
                        MARIADB_PASSWORD,
                        REDSHIFT_PASSWORD)
                .forEach(name -> values.computeIfAbsent(name, absent -> random(random)));
        write(file, values);
        return new Secrets(file, values);
    }

    private static String random(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void write(Path file, Properties values) throws IOException {
        // written beside and moved: a crash in between must not lose the token key, which every token depends on
        Path written = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "secrets",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(written)) {
            values.store(out, "made by ./tributary local; without token.key the tokens of the warehouse change");
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    public String value(String name) {
        return values.getProperty(name, "");
    }

    /** The reference that Kafka's FileConfigProvider, named {@code file}, resolves to the secret. */
    public String reference(String name) {
        return "${file:" + file + ":" + name + "}";
    }
}
