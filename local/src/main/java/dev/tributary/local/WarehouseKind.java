package dev.tributary.local;

import com.google.common.collect.ImmutableSet;
import dev.tributary.local.part.BigQueryWarehouse;
import dev.tributary.local.part.DuckDbWarehouse;
import dev.tributary.local.part.RedshiftWarehouse;
import dev.tributary.local.part.SnowflakeWarehouse;
import dev.tributary.local.part.Warehouse;
import dev.tributary.local.place.Service;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** The warehouses that the stack can end in. */
enum WarehouseKind {
    DUCKDB,
    SNOWFLAKE(Service.SNOWFLAKE),
    BIGQUERY(Service.BIGQUERY, Service.BIGQUERY_STORAGE),
    REDSHIFT(Service.REDSHIFT, Service.REDSHIFT_ROWS, Service.OBJECTS);

    private final ImmutableSet<Service> services;

    WarehouseKind(Service... services) {
        this.services = ImmutableSet.copyOf(services);
    }

    /** What listens for it. */
    Set<Service> services() {
        return services;
    }

    /** Starts it, where there is something to start. */
    Warehouse open(Setting setting) throws Exception {
        return switch (this) {
            case DUCKDB -> DuckDbWarehouse.of(setting.directory());
            case SNOWFLAKE ->
                SnowflakeWarehouse.start(setting.installation(), setting.directory(), setting.ports(), setting.read());
            case BIGQUERY -> BigQueryWarehouse.start(setting.installation(), setting.directory(), setting.ports());
            case REDSHIFT -> RedshiftWarehouse.start(setting.installation(), setting.directory(), setting.ports());
        };
    }

    /** Refuses, before anything starts, a pipeline that cannot go there. */
    void requireFit(Setting setting) throws IOException {
        if (this == SNOWFLAKE) {
            SnowflakeWarehouse.tables(setting.installation(), setting.read());
        }
    }

    /** The kind of that name on the command line. */
    static WarehouseKind named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The name used on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
