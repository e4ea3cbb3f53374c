package dev.tributary.local.part;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Properties;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Tells the controller that the broker of a killed launcher is gone, before the new one starts.
 *
 * <p>In its own log that broker still leads every partition. Restarted as it is, it takes up its transactions by that
 * stale view; a moment later it is fenced, finds no leader for their partitions, takes these for deleted and declares the
 * transactions complete without their markers: readers of committed records then wait at them for ever.
 */
final class KilledBroker {

    private static final String FENCED = "kafka.controller:type=KafkaController,name=FencedBrokerCount";

    private KilledBroker() {}

    /** Runs the controller alone until it has fenced the broker. */
    static void fence(Properties broker, Path logs) {
        Properties controller = new Properties();
        controller.putAll(broker);
        controller.setProperty("process.roles", "controller");
        controller.setProperty("listeners", controllerListener(broker));
        controller.setProperty("broker.session.timeout.ms", "500");
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(controller, false), Time.SYSTEM);
        server.startup();
        try {
            Ready.await("kafka's controller", logs.resolve("tributary.log"), () -> true, KilledBroker::isFenced);
        } finally {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    private static String controllerListener(Properties broker) {
        String listeners = broker.getProperty("listeners");
        return listeners.substring(listeners.indexOf("CONTROLLER://"));
    }

    private static boolean isFenced() {
        MBeanServer metrics = ManagementFactory.getPlatformMBeanServer();
        try {
            return metrics.getAttribute(new ObjectName(FENCED), "Value") instanceof Number count
                    && count.intValue() > 0;
        } catch (InstanceNotFoundException e) {
            return false;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
