package dev.tributary.snowflake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/** The RSA key pair that the connector signs in with, in the forms that Snowflake and its connector read. */
public final class ConnectorKey {
    private static final int BITS = 2048;
    private static final String ENCRYPTION = "PBEWithHmacSHA256AndAES_256";
    private static final int ITERATIONS = 210_000;
    private static final int SALT_BYTES = 16;
    private static final int IV_BYTES = 16;
    private static final int PEM_LINE = 64;

    private final KeyPair pair;

    private ConnectorKey(KeyPair pair) {
        this.pair = pair;
    }

    /** A new pair of 2048 bits, the least that Snowflake takes. */
    public static ConnectorKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return new ConnectorKey(generator.generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java makes no RSA keys", impossible);
        }
    }

    /** The private key, DER-encoded PKCS#8, for whoever can read the file. */
    public byte[] privateKey() {
        return pair.getPrivate().getEncoded();
    }

    /** The private key as encrypted PKCS#8: PBES2 with AES-256 in CBC mode, its key by PBKDF2 with HMAC-SHA-256. */
    public byte[] privateKey(char[] passphrase) {
        try {
            SecretKey secret = SecretKeyFactory.getInstance(ENCRYPTION).generateSecret(new PBEKeySpec(passphrase));
            Cipher cipher = Cipher.getInstance(ENCRYPTION);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    secret,
                    new PBEParameterSpec(random(SALT_BYTES), ITERATIONS, new IvParameterSpec(random(IV_BYTES))));
            // Under its own name the JDK writes an algorithm id that no other reader knows; PBES2 is the standard's.
            AlgorithmParameters standard = AlgorithmParameters.getInstance("PBES2");
            standard.init(cipher.getParameters().getEncoded());
            return new EncryptedPrivateKeyInfo(standard, cipher.doFinal(privateKey())).getEncoded();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("this Java does not encrypt with " + ENCRYPTION, impossible);
        }
    }

    /** The public key, DER-encoded SubjectPublicKeyInfo. */
    public byte[] publicKey() {
        return pair.getPublic().getEncoded();
    }

    /** A key between its PEM lines. */
    static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** A key as one line, as properties and SQL take it. */
    static String line(byte[] der) {
        return Base64.getEncoder().encodeToString(der);
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
