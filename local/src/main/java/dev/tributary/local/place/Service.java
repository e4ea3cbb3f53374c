package dev.tributary.local.place;

import java.util.Locale;

/** The parts that listen, and where they do so unless told otherwise: away from the ports of an ordinary installation. */
public enum Service {
    POSTGRES(15432),
    KAFKA(19092),
    CONTROLLER(19093),
    REGISTRY(18081),
    CONNECT(18083),
    SNOWFLAKE(18084),
    REDSHIFT(18085),
    REDSHIFT_ROWS(18086),
    OBJECTS(18087);

    private final int usualPort;

    Service(int usualPort) {
        this.usualPort = usualPort;
    }

    int usualPort() {
        return usualPort;
    }

    /** The name used on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
