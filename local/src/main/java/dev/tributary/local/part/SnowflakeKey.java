package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Properties;

/** The key pair of the double's user: the private key in a file that only its owner can read, made once. */
public final class SnowflakeKey {

    private static final String PROPERTY = "snowflake.private.key";
    private static final String ALGORITHM = "RSA";
    private static final int BITS = 2048;

    private final Path file;
    private final byte[] encoded;

    private SnowflakeKey(Path file, byte[] encoded) {
        this.file = file;
        this.encoded = encoded;
    }

    /** The key in {@code snowflake.properties} of the directory, made when there is none. */
    public static SnowflakeKey of(DataDirectory directory) throws IOException, GeneralSecurityException {
        Path file = directory.root().resolve("snowflake.properties");
        if (!Files.exists(file)) {
            write(file);
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return new SnowflakeKey(file, Base64.getDecoder().decode(properties.getProperty(PROPERTY, "")));
    }

    private static void write(Path file) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(BITS);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, PROPERTY + "=" + Base64.getEncoder().encodeToString(key) + "\n");
    }

    /** What the connector is given: Kafka's FileConfigProvider, named {@code file}, resolves it. */
    public String reference() {
        return "${file:" + file + ":" + PROPERTY + "}";
    }

    /** What the user is registered with. */
    public PublicKey publicKey() throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
        return factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    }
}
