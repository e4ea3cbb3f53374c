package dev.tributary.connect.redshift.store;

import dev.tributary.connect.redshift.stage.StagingArea.Staged;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** COPY from S3 into the temporary table. Its text may hold a secret key and is never told. */
public final class CopyStatement {
    /** The most that COPY takes. */
    private static final int MOST_ERRORS = 100_000;

    private final String authorization;
    private final String region;

    private CopyStatement(String authorization, String region) {
        this.authorization = authorization;
        this.region = region;
    }

    /** The warehouse reads S3 by a role, {@code default} or an ARN. */
    public static CopyStatement byRole(String role, String region) {
        boolean isDefault = role.toLowerCase(Locale.ROOT).equals("default");
        return new CopyStatement("IAM_ROLE " + (isDefault ? "default" : Names.literal(role)), region);
    }

    /** The warehouse reads S3 with a key, which travels in the statement. */
    public static CopyStatement byKey(String id, String secret, String region) {
        return new CopyStatement(
                "ACCESS_KEY_ID " + Names.literal(id) + " SECRET_ACCESS_KEY " + Names.literal(secret), region);
    }

    /** Loads every line or none. */
    void load(Connection connection, Staged file) throws SQLException {
        execute(connection, text(file) + " STATUPDATE OFF");
    }

    /** Loads nothing and notes what is wrong with which line. */
    void findErrors(Connection connection, Staged file) throws SQLException {
        execute(connection, text(file) + " STATUPDATE OFF COMPUPDATE OFF NOLOAD MAXERROR " + MOST_ERRORS);
    }

    private String text(Staged file) {
        // COPY of a columnar format takes no REGION
        boolean columnar = file.options().contains("PARQUET");
        return "COPY " + TableStatements.STAGE + " FROM " + Names.literal(file.url()) + " " + authorization + " "
                + file.options() + (columnar || region.isEmpty() ? "" : " REGION " + Names.literal(region));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
