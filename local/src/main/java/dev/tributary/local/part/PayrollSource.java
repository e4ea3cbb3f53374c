package dev.tributary.local.part;

import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Secrets;
import dev.tributary.local.place.Service;
import dev.tributary.local.snapshot.InitialFromSlot;
import java.io.IOException;
import java.util.Map;

/** The shipped Debezium connector, pointed at the embedded Postgres and registry. */
public final class PayrollSource {

    public static final String NAME = "postgres-payroll-source";
    public static final String SLOT = "tributary_payroll";

    private PayrollSource() {}

    /** {@code connectors/postgres-payroll-source.properties} with the places of this stack filled in. */
    public static Map<String, String> config(
            Installation installation, Ports ports, Secrets secrets, SchemaRegistry registry) throws IOException {
        Map<String, String> config = installation.properties("connectors/" + NAME + ".properties");
        config.put("database.hostname", Ports.HOST);
        config.put("database.port", Integer.toString(ports.of(Service.POSTGRES)));
        config.put("database.dbname", PostgresServer.DATABASE);
        config.put("database.user", PostgresServer.REPLICATION_ROLE);
        config.put("database.password", secrets.reference(Secrets.REPLICATION_PASSWORD));
        config.put("value.converter.schema.registry.url", registry.url());
        config.put("snapshot.mode", "custom");
        config.put("snapshot.mode.custom.name", InitialFromSlot.NAME);
        // somebody is watching: look for changes, and confirm them to the server, without the usual pauses
        config.put("poll.interval.ms", "20");
        config.put("heartbeat.interval.ms", "500");
        config.put("status.update.interval.ms", "500");
        return config;
    }
}
