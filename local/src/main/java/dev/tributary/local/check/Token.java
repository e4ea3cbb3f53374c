package dev.tributary.local.check;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The pipeline's {@code token()}, computed a second time and on its own: half of the HMAC-SHA-256 of the UTF-8 text, in hex. */
public final class Token {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final Mac mac;

    public Token(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String of(String clear) {
        return HexFormat.of().formatHex(mac.doFinal(clear.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
    }
}
