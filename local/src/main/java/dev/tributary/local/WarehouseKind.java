package dev.tributary.local;

import dev.tributary.local.part.DuckDbWarehouse;
import dev.tributary.local.part.SnowflakeWarehouse;
import dev.tributary.local.part.Warehouse;
import java.io.IOException;
import java.util.Locale;

/** The warehouses that the stack can end in. */
enum WarehouseKind {
    DUCKDB,
    SNOWFLAKE;

    /** Starts it, where there is something to start. */
    Warehouse open(Setting setting) throws Exception {
        return switch (this) {
            case DUCKDB -> DuckDbWarehouse.of(setting.directory());
            case SNOWFLAKE ->
                SnowflakeWarehouse.start(setting.installation(), setting.directory(), setting.ports(), setting.read());
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
