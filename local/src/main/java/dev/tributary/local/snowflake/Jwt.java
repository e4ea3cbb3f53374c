package dev.tributary.local.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;

/** Verifies the RS256 tokens that clients sign with their private key. */
final class Jwt {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARTS = 3;

    private final Account account;
    private final Clock clock;

    Jwt(Account account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    /** Returns when the token is signed with the account's key, speaks for its user and has not expired. */
    void verify(String token) throws Unauthorized {
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            throw Unauthorized.token("not three parts");
        }
        try {
            requireSignature(parts);
            require("RS256", json(parts[0]).path("alg").asText(), "alg");
            JsonNode claims = json(parts[1]);
            require(account.issuer(), claims.path("iss").asText(), "iss");
            require(account.subject(), claims.path("sub").asText(), "sub");
            if (claims.path("exp").asLong() <= clock.instant().getEpochSecond()) {
                throw Unauthorized.token("expired");
            }
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw Unauthorized.token(e.getClass().getSimpleName());
        }
    }

    private void requireSignature(String[] parts) throws GeneralSecurityException, Unauthorized {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(account.key());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
            throw Unauthorized.token("the signature is not of the registered key");
        }
    }

    private static JsonNode json(String part) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }

    private static void require(String expected, String found, String claim) throws Unauthorized {
        if (!expected.equals(found)) {
            throw Unauthorized.token(claim);
        }
    }
}
