package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import dev.tributary.local.snowflake.Account;
import dev.tributary.local.snowflake.SnowflakeDouble;
import dev.tributary.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
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
    private final LandingTables tables;
    private final Path folder;

    private SnowflakeWarehouse(Installation installation, DataDirectory directory, LandingTables tables, int port)
            throws IOException, SQLException, GeneralSecurityException {
        Map<String, String> shipped = shipped(installation);
        this.installation = installation;
        this.tables = tables;
        this.key = SnowflakeKey.of(directory);
        this.folder = directory.folder("snowflake");
        Account account = new Account(
                of(shipped, "snowflake.user.name"),
                of(shipped, "snowflake.role.name"),
                key.publicKey(),
                new Account.Place(of(shipped, "snowflake.database.name"), of(shipped, "snowflake.schema.name")));
        this.snowflake = SnowflakeDouble.start(account, folder, port);
    }

    /** The tables that a pipeline needs; refuses one that cannot go to Snowflake in the way that is shipped. */
    public static LandingTables tables(Installation installation, Pipeline pipeline) throws IOException {
        return new LandingTables(pipeline, LandingTables.names(shipped(installation)));
    }

    /** Starts the double, with the tables in it. */
    public static SnowflakeWarehouse start(
            Installation installation, DataDirectory directory, Ports ports, Pipeline pipeline)
            throws IOException, SQLException, GeneralSecurityException {
        stayOffline();
        DRIVER_LOG.setLevel(Level.WARNING);
        SnowflakeWarehouse started = new SnowflakeWarehouse(
                installation, directory, tables(installation, pipeline), ports.of(Service.SNOWFLAKE));
        try {
            started.tables.create(started.snowflake);
        } catch (SQLException e) {
            started.close();
            throw e;
        }
        return started;
    }

    /** At its start the connector asks Maven Central for newer versions; a proxy that nobody serves refuses at once. */
    private static void stayOffline() {
        System.setProperty("https.proxyHost", Ports.HOST);
        System.setProperty("https.proxyPort", "9");
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
        config.put("topics", String.join(",", topics));
        config.put("snowflake.topic2table.map", tables.topicToTable());
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
        return tables.current(topic);
    }

    /** The view leaves out what is deleted. */
    @Override
    public String rows(String topic) {
        return table(topic);
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
