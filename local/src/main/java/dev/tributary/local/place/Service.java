package dev.tributary.local.place;

import java.util.Locale;
import java.util.Set;

/** The parts that listen, and where they do so unless told otherwise: away from the ports of an ordinary installation. */
public enum Service {
    POSTGRES(15432),
    KAFKA(19092),
    CONTROLLER(19093),
    REGISTRY(18081),
    CONNECT(18083),
    SNOWFLAKE(18084),
    BIGQUERY(18085),
    BIGQUERY_STORAGE(18086),
    WEBHOOK(18087),
    DYNAMODB(18088),
    KINESIS(18089),
    MARIADB(13306),
    REDSHIFT(15439),
    REDSHIFT_ROWS(15440),
    OBJECTS(18090);

    /** What every stack has. */
    public static final Set<Service> OF_EVERY_STACK = Set.of(KAFKA, CONTROLLER, REGISTRY, CONNECT);

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
