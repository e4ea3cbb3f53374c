package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import dev.tributary.local.snowflake.Account;
import dev.tributary.local.snowflake.SnowflakeDouble;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The double of Snowflake, filled by the official connector with its shipped configuration. */
public final class SnowflakeWarehouse implements Warehouse {

    private static final String NAME = "snowflake-payroll-sink";

    /** The driver in the connector tells of each session on standard error; kept here, for JUL forgets a logger nobody holds. */
    private static final Logger DRIVER_LOG = Logger.getLogger("net.snowflake");

    private final Installation installation;
    private final SnowflakeKey key;
    private final SnowflakeDouble snowflake;
    private final Path folder;

    private SnowflakeWarehouse(Installation installation, SnowflakeKey key, SnowflakeDouble snowflake, Path folder) {
        this.installation = installation;
        this.key = key;
        this.snowflake = snowflake;
        this.folder = folder;
    }

    /** Starts the double, with the landing table in it. */
    public static SnowflakeWarehouse start(Installation installation, DataDirectory directory, Ports ports)
            throws IOException, SQLException, GeneralSecurityException {
        stayOffline();
        DRIVER_LOG.setLevel(Level.WARNING);
        SnowflakeKey key = SnowflakeKey.of(directory);
        Map<String, String> shipped = shipped(installation);
        Account account = Account.owning(
                of(shipped, "snowflake.user.name"),
                of(shipped, "snowflake.role.name"),
                key.publicKey(),
                new Account.Place(of(shipped, "snowflake.database.name"), of(shipped, "snowflake.schema.name")));
        Path folder = directory.folder("snowflake");
        SnowflakeDouble snowflake = SnowflakeDouble.start(account, folder, ports.of(Service.SNOWFLAKE));
        try {
            snowflake.createTable(LandingTable.NAME, LandingTable.columns());
            createView(snowflake);
        } catch (SQLException e) {
            snowflake.close();
            throw e;
        }
        return new SnowflakeWarehouse(installation, key, snowflake, folder);
    }

    /** At its start the connector asks Maven Central for newer versions; a proxy that nobody serves refuses at once. */
    private static void stayOffline() {
        System.setProperty("https.proxyHost", Ports.HOST);
        System.setProperty("https.proxyPort", "9");
    }

    private static void createView(SnowflakeDouble snowflake) throws SQLException {
        try (Connection connection = snowflake.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(LandingTable.currentView(LandingTable.NAME));
        }
    }

    private static Map<String, String> shipped(Installation installation) throws IOException {
        return installation.properties("connectors/" + NAME + ".properties");
    }

    private static String of(Map<String, String> config, String key) {
        return config.getOrDefault(key, "");
    }

    @Override
    public String connector() {
        return NAME;
    }

    @Override
    public List<Path> plugins() {
        return List.of(installation.built("snowflake-plugins"));
    }

    /** {@code connectors/snowflake-payroll-sink.properties} with the places of this stack filled in. */
    @Override
    public Map<String, String> config(List<String> topics, SchemaRegistry registry) throws IOException {
        Map<String, String> config = shipped(installation);
        config.put("snowflake.url.name", snowflake.url());
        config.put("snowflake.private.key", key.reference());
        config.put("value.converter.schema.registry.url", registry.url());
        // somebody is watching
        config.put("snowflake.streaming.max.client.lag", "1");
        return config;
    }

    @Override
    public boolean countsTombstones() {
        return false;
    }

    @Override
    public Connection connect() throws SQLException {
        return snowflake.connect();
    }

    @Override
    public String table(String topic) {
        return LandingTable.CURRENT;
    }

    @Override
    public String place() {
        return snowflake.url() + "  (a double of Snowflake; its rows are a DuckDB file in " + folder + ")";
    }

    @Override
    public List<String> problems() {
        return snowflake.journal().problems();
    }

    @Override
    public void close() throws SQLException {
        snowflake.close();
    }
}
