package dev.tributary.snowflake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of a key pair in a directory: made once, readable by their owner alone, never overwritten. */
public final class KeyFiles {
    /** The private key, PEM. */
    public static final String PRIVATE = "rsa_key.p8";

    /** The public key, PEM. */
    public static final String PUBLIC = "rsa_key.pub";

    /** The private key as a config provider reads it. */
    public static final String PROPERTIES = "snowflake.properties";

    /** Tells Snowflake the public key. */
    public static final String SQL = "alter-user.sql";

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;

    public KeyFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the pair.
     *
     * @throws FileAlreadyExistsException naming a file that is there already; then none is written
     */
    public void write(ConnectorKey key, Optional<String> passphrase, SqlName user) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        byte[] secret =
                passphrase.map(phrase -> key.privateKey(phrase.toCharArray())).orElseGet(key::privateKey);
        files.put(PRIVATE, ConnectorKey.pem(passphrase.isPresent() ? "ENCRYPTED PRIVATE KEY" : "PRIVATE KEY", secret));
        files.put(PUBLIC, ConnectorKey.pem("PUBLIC KEY", key.publicKey()));
        files.put(PROPERTIES, properties(secret, passphrase));
        files.put(SQL, alterUser(key, user) + "\n");
        Files.createDirectories(folder, OWNERS_FOLDER);
        for (String name : files.keySet()) {
            if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(folder.resolve(name).toString());
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            create(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** The statement that gives the user its public key; a second slot, RSA_PUBLIC_KEY_2, serves a change of keys. */
    public static String alterUser(ConnectorKey key, SqlName user) {
        return "ALTER USER " + user + " SET RSA_PUBLIC_KEY = '" + ConnectorKey.line(key.publicKey()) + "';";
    }

    private static String properties(byte[] secret, Optional<String> passphrase) {
        String text = "# Secret. Refer to it: snowflake.private.key = ${file:/path/of/this/" + PROPERTIES
                + ":private.key}\n" + "private.key=" + ConnectorKey.line(secret) + "\n";
        return passphrase.isEmpty() ? text : text + "private.key.passphrase=" + escaped(passphrase.get()) + "\n";
    }

    /** Text as a properties file spells it. */
    private static String escaped(String value) {
        return value.replaceAll("([\\\\ :=#!])", "\\\\$1");
    }

    private static void create(Path file, String text) throws IOException {
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = Files.newByteChannel(file, fresh, OWNER_ONLY)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
