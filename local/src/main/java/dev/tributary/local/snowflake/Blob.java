package dev.tributary.local.snowflake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A file that the client has staged: one Parquet file per table behind another, each encrypted. */
record Blob(Path stage, String path) {

    private static final int BLOCK = 16;

    /** Where a chunk lies in the file, and the digest of its encrypted bytes. */
    record Extent(int offset, int length, String md5) {}

    /** The Parquet file of a chunk. */
    byte[] decrypt(Extent extent, String base64Key) throws IOException, GeneralSecurityException {
        byte[] encrypted = Files.readAllBytes(file());
        byte[] chunk = Arrays.copyOfRange(encrypted, extent.offset(), extent.offset() + extent.length());
        String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(chunk));
        if (!md5.equals(extent.md5())) {
            throw new IOException("chunk at " + extent.offset() + " of " + path + " has another digest than announced");
        }
        return cipher(extent, base64Key).doFinal(chunk);
    }

    /** AES in counter mode: the counter goes on over the whole file, so a chunk starts at its block's number. */
    private Cipher cipher(Extent extent, String base64Key) throws GeneralSecurityException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(Base64.getDecoder().decode(base64Key));
        sha.update(path.getBytes(StandardCharsets.UTF_8));
        byte[] counter = ByteBuffer.allocate(BLOCK)
                .putLong(0)
                .putLong(extent.offset() / BLOCK)
                .array();
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(sha.digest(), "AES"), new IvParameterSpec(counter));
        return cipher;
    }

    void delete() throws IOException {
        Files.deleteIfExists(file());
    }

    private Path file() throws IOException {
        Path file = stage.resolve(path).normalize();
        if (!file.startsWith(stage)) {
            throw new IOException("a path outside of the stage");
        }
        return file;
    }
}
