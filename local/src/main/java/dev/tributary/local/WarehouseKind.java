package dev.tributary.local;

import dev.tributary.local.part.DuckDbWarehouse;
import dev.tributary.local.part.RedshiftWarehouse;
import dev.tributary.local.part.SnowflakeWarehouse;
import dev.tributary.local.part.Warehouse;
import java.io.IOException;
import java.util.Locale;

/** The warehouses that the stack can end in. */
enum WarehouseKind {
    DUCKDB,
    SNOWFLAKE,
    REDSHIFT;

    /** Starts it, where there is something to start. */
    Warehouse open(Setting setting) throws Exception {
        return switch (this) {
            case DUCKDB -> DuckDbWarehouse.of(setting.directory());
            case SNOWFLAKE ->
                SnowflakeWarehouse.start(setting.installation(), setting.directory(), setting.ports(), setting.read());
            case REDSHIFT -> RedshiftWarehouse.start(setting.installation(), setting.directory(), setting.ports());
        };
    }

    /** Refuses, before anything starts, a pipeline that cannot go there. */
    void requireFit(Setting setting) throws IOException {
        if (this == SNOWFLAKE) {
            SnowflakeWarehouse.tables(setting.installation(), setting.read());
        }
    }

    /** The name used on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
