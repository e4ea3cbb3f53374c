package dev.tributary.local.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A client of the double that says what a test wants said, right or wrong. */
final class WireClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;
    private final Account account;
    private final PrivateKey key;

    WireClient(String url, Account account, PrivateKey key) {
        this.url = url;
        this.account = account;
        this.key = key;
    }

    /** A token that was valid until so many seconds from now. */
    String token(long seconds) throws GeneralSecurityException {
        String claims = "{\"iss\":\"" + account.issuer() + "\",\"sub\":\"" + account.subject() + "\",\"exp\":"
                + (Instant.now().getEpochSecond() + seconds) + "}";
        String signed = base64("{\"alg\":\"RS256\"}") + "." + base64(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    JsonNode post(String path, String authorization, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        return JSON.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** A streaming request; apostrophes in the body stand for quotes. */
    JsonNode stream(String path, String body) throws Exception {
        return post("/v1/streaming/" + path + "/", "Bearer " + token(60), body);
    }

    JsonNode login(String token, String role) throws Exception {
        return post(
                "/session/v1/login-request?roleName=" + role,
                "Basic",
                "{'data':{'AUTHENTICATOR':'SNOWFLAKE_JWT','TOKEN':'" + token + "'}}");
    }

    JsonNode query(String session, String sql, String binding) throws Exception {
        String body = JSON.writeValueAsString(JSON.createObjectNode()
                .put("sqlText", sql)
                .set("bindings", JSON.readTree("{\"1\":{\"type\":\"TEXT\",\"value\":\"" + binding + "\"}}")));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/queries/v1/query-request"))
                .header("Authorization", "Snowflake Token=\"" + session + "\"")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** Stages a Parquet file made by a query, encrypted; the description of its chunk without the channels. */
    String stage(Path stage, JsonNode opened, String path, String select) throws Exception {
        Path file = Files.createTempFile("wire", ".parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet, COMPRESSION gzip)");
        }
        byte[] parquet = Files.readAllBytes(file);
        Files.delete(file);
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(Base64.getDecoder().decode(opened.path("encryption_key").asText()));
        sha.update(path.getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(sha.digest(), "AES"),
                new IvParameterSpec(ByteBuffer.allocate(16).array()));
        byte[] encrypted = cipher.doFinal(parquet);
        Files.createDirectories(stage);
        Files.write(stage.resolve(path), encrypted);
        String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(encrypted));
        return "'chunk_start_offset':0,'chunk_length':" + encrypted.length + ",'chunk_md5':'" + md5
                + "','encryption_key_id':" + opened.path("encryption_key_id").asLong();
    }
}
