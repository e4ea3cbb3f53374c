package dev.tributary.benchmarks.stand;

import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Formats a broker's directory and starts the broker on it. */
public final class BrokerMain {
    private BrokerMain() {}

    /** The broker's properties file. */
    public static void main(String[] args) {
        String file = args[0];
        String cluster = Uuid.randomUuid().toString();
        int code = StorageTool.execute(
                new String[] {"format", "--standalone", "--ignore-formatted", "-t", cluster, "-c", file}, System.out);
        if (code != 0) {
            throw new IllegalStateException("the broker's directory could not be formatted");
        }
        Kafka.main(new String[] {file});
    }
}
