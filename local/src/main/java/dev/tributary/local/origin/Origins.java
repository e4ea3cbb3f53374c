package dev.tributary.local.origin;

import com.google.common.collect.ImmutableSet;
import dev.tributary.local.place.Service;
import dev.tributary.local.place.Site;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The pipelines that can be started, by the numbers that they have on the command line. */
public enum Origins {
    COCKROACHDB("000", "CockroachDB's changefeed by webhook", "bigquery", Service.WEBHOOK) {
        @Override
        public Origin open(Site site) throws Exception {
            return new Webhook(site);
        }
    },
    MARIADB_AND_DYNAMODB(
            "001", "MariaDB's appended rows and DynamoDB's items", "redshift", Service.MARIADB, Service.DYNAMODB) {
        @Override
        public Origin open(Site site) {
            return new SideBySide(new MariaDbTxns(site), new DynamoTrades(site));
        }
    },
    EXPORTS("002", "full exports, compared with the ones before", "duckdb") {
        @Override
        public Origin open(Site site) {
            return new Exports(site);
        }
    },
    KINESIS("004", "a Kinesis stream, resharded while it is read", "redshift", Service.KINESIS) {
        @Override
        public Origin open(Site site) {
            return new KinesisTicks(site);
        }

        @Override
        public boolean forgets() {
            return true;
        }
    };

    private final String number;
    private final String what;
    private final String warehouse;
    private final ImmutableSet<Service> services;

    Origins(String number, String what, String warehouse, Service... services) {
        this.number = number;
        this.what = what;
        this.warehouse = warehouse;
        this.services = ImmutableSet.copyOf(services);
    }

    /** The origin of a number, such as {@code 002}. */
    public static Origins of(String number) {
        return Arrays.stream(values())
                .filter(origin -> origin.number.equals(number))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no origin " + number + "; there are " + all()));
    }

    /** All of them with what they are, for the help. */
    public static String all() {
        return Arrays.stream(values()).map(Origins::toString).collect(Collectors.joining("; "));
    }

    /** Prepares the source; nothing of it runs yet. */
    public abstract Origin open(Site site) throws Exception;

    /** Whether the source is empty again at every start, so that everything behind it has to be, too. */
    public boolean forgets() {
        return false;
    }

    /** What listens for the source, beside the parts that every stack has. */
    public Set<Service> services() {
        return services;
    }

    /** The kind of warehouse that its rows went to, by its name on the command line. */
    public String warehouse() {
        return warehouse;
    }

    /** Number and kind, as the help has them. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %s", number, what);
    }
}
