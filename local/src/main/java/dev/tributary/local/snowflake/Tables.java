package dev.tributary.local.snowflake;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The tables of the account's schema: what Snowflake would say of them, and the DuckDB tables that hold their rows. */
final class Tables {

    private static final String META = Database.OWN + ".tables";
    private static final String COLUMNS = Database.OWN + ".columns";
    private static final int KEY_BYTES = 32;

    private final Database database;
    private final Account account;
    private final Grants grants;
    private final SecureRandom random = new SecureRandom();

    /** The key that the client encrypts a table's blobs with. */
    record EncryptionKey(long id, String base64) {}

    Tables(Database database, Account account, Grants grants) {
        this.database = database;
        this.account = account;
        this.grants = grants;
    }

    /** The stored name of a table written with or without its database and schema; others than the account's do not exist. */
    String resolve(String written) throws SqlFailure {
        String[] parts = written.split("\\.", -1);
        List<String> own = List.of(account.database(), account.schema());
        List<String> qualifiers = new ArrayList<>();
        for (int i = 0; i < parts.length - 1; i++) {
            qualifiers.add(Names.stored(parts[i]));
        }
        if (qualifiers.size() > own.size()
                || !own.subList(own.size() - qualifiers.size(), own.size()).equals(qualifiers)) {
            throw SqlFailure.missing("Table", written);
        }
        return Names.stored(parts[parts.length - 1]);
    }

    boolean exists(String table) throws SQLException {
        return !database.query(row -> true, "SELECT 1 FROM " + META + " WHERE name = ?", table)
                .isEmpty();
    }

    /** A table without any privilege on it is as good as none. */
    void requireVisible(String table) throws SQLException, SqlFailure {
        if (!exists(table) || grants.of(table).isEmpty()) {
            throw SqlFailure.missing("Table", table);
        }
    }

    void requireInsertable(String table) throws SQLException, SqlFailure {
        requireVisible(table);
        if (!grants.inserts(table)) {
            throw SqlFailure.missing("Table", table);
        }
    }

    /** Makes the table unless it exists. */
    void create(String table, List<Column> columns) throws SQLException {
        database.transaction(() -> {
            if (!exists(table)) {
                byte[] key = new byte[KEY_BYTES];
                random.nextBytes(key);
                database.update(
                        "INSERT INTO " + META + " SELECT ?, false, coalesce(max(key_id), 1000) + 1, ? FROM " + META,
                        table,
                        Base64.getEncoder().encodeToString(key));
                database.update("CREATE TABLE " + database.qualified(table) + " (" + definitions(columns) + ")");
                for (Column column : columns) {
                    remember(table, column);
                }
            }
            return true;
        });
    }

    private static String definitions(List<Column> columns) {
        return String.join(
                ", ",
                columns.stream()
                        .map(column -> column.quoted() + " " + column.type().duckDb())
                        .toList());
    }

    private void remember(String table, Column column) throws SQLException {
        database.update(
                "INSERT INTO " + COLUMNS + " SELECT ?, count(*) + 1, ?, ?, ? FROM " + COLUMNS + " WHERE table_name = ?",
                table,
                column.name(),
                column.type().spelled(),
                column.nullable(),
                table);
    }

    /** Adds the columns that the table lacks. */
    void add(String table, List<Column> columns) throws SQLException {
        database.transaction(() -> {
            List<String> present = namesOf(table);
            for (Column column : columns) {
                if (!present.contains(column.name())) {
                    database.update("ALTER TABLE " + database.qualified(table) + " ADD COLUMN " + column.quoted() + " "
                            + column.type().duckDb());
                    remember(table, column);
                }
            }
            return true;
        });
    }

    private List<String> namesOf(String table) throws SQLException {
        return database.query(
                row -> row.getString(1),
                "SELECT name FROM " + COLUMNS + " WHERE table_name = ? ORDER BY ordinal",
                table);
    }

    void allowNulls(String table, String column) throws SQLException {
        database.update("UPDATE " + COLUMNS + " SET nullable = true WHERE table_name = ? AND name = ?", table, column);
    }

    void evolve(String table) throws SQLException {
        database.update("UPDATE " + META + " SET evolves = true WHERE name = ?", table);
    }

    boolean evolves(String table) throws SQLException {
        return database.query(row -> row.getBoolean(1), "SELECT evolves FROM " + META + " WHERE name = ?", table)
                .contains(true);
    }

    /** The columns in their order. */
    List<Column> columns(String table) throws SQLException, SqlFailure {
        record Stored(String name, String type, boolean nullable) {}
        List<Column> columns = new ArrayList<>();
        for (Stored stored : database.query(
                row -> new Stored(row.getString(1), row.getString(2), row.getBoolean(3)),
                "SELECT name, type, nullable FROM " + COLUMNS + " WHERE table_name = ? ORDER BY ordinal",
                table)) {
            columns.add(new Column(stored.name(), ColumnType.parse(stored.type()), stored.nullable()));
        }
        return columns;
    }

    Optional<EncryptionKey> key(String table) throws SQLException {
        return database
                .query(
                        row -> new EncryptionKey(row.getLong(1), row.getString(2)),
                        "SELECT key_id, encryption_key FROM " + META + " WHERE name = ?",
                        table)
                .stream()
                .findFirst();
    }
}
