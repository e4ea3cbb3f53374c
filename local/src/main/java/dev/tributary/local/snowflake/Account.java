package dev.tributary.local.snowflake;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;

/**
 * What the double knows of: one user with a registered key, one role, one database and schema. Names are upper case, as
 * Snowflake stores them.
 */
public record Account(String user, String role, PublicKey key, Place place) {

    /** Clients take the first label of the host for the account, and the host is 127.0.0.1. */
    private static final String NAME = "127";

    /** The one schema, and the database that it is in. */
    public record Place(String database, String schema) {}

    String database() {
        return place.database();
    }

    String schema() {
        return place.schema();
    }

    /** {@code ACCOUNT.USER}. */
    String subject() {
        return NAME + "." + user;
    }

    /** The subject with the fingerprint of the registered key. */
    String issuer() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return subject() + ".SHA256:" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
