package dev.tributary.topology;

/**
 * The topic, beside a change topic, that dead letters are sent back to.
 *
 * <p>It belongs to the application. In the change topic itself a late record would become its key's last one: compaction
 * would keep it and drop the newer one, and every other reader would see it.
 */
public final class ReplayTopic {
    /** Set to false among Kafka Streams' properties, no such topic is read. */
    public static final String READ_CONFIG = "tributary.replay";

    private ReplayTopic() {}

    /** The name: {@code <application.id>-<change topic>-replay}, with as many partitions as the change topic. */
    public static String of(String applicationId, String changeTopic) {
        return applicationId + "-" + changeTopic + "-replay";
    }
}
