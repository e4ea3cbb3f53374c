package dev.tributary.projection;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Hides values: a keyed token that is still joinable, a partly hidden text, or nothing at all; used by many threads. */
public final class Masking {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int TOKEN_BYTES = 16;

    private final @Nullable ThreadLocal<Mac> macs;

    private Masking(@Nullable ThreadLocal<Mac> macs) {
        this.macs = macs;
    }

    /** With the secret that tokens are made with. */
    public static Masking keyed(String secret) {
        SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        return new Masking(ThreadLocal.withInitial(() -> mac(key)));
    }

    /** Without a secret: an expression that uses {@code token} is refused. */
    public static Masking unkeyed() {
        return new Masking(null);
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, impossible);
        }
    }

    boolean hasKey() {
        return macs != null;
    }

    /**
     * The first 128 bits of the HMAC-SHA-256 of the text, as 32 hexadecimal digits in lower case: short, equal in any
     * collation, and with a chance of 1 in 10²⁰ that any two of a billion values share one.
     */
    String token(String text) {
        if (macs == null) {
            throw new EvaluationFailure("token without a key");
        }
        byte[] hash = macs.get().doFinal(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, TOKEN_BYTES);
    }

    /** The text with its last {@code count} characters replaced by {@code *}. */
    static String maskLast(String text, long count) {
        int characters = text.codePointCount(0, text.length());
        int hidden = (int) Math.min(Math.max(count, 0), characters);
        return text.substring(0, text.offsetByCodePoints(0, characters - hidden)) + "*".repeat(hidden);
    }

    /** A constant: whether there was a value is all that remains. */
    static String redacted() {
        return "redacted";
    }
}
