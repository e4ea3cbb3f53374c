package dev.tributary.connect.dynamodb;

import dev.tributary.connect.aws.AwsSettings;
import dev.tributary.connect.changes.Tombstones;
import dev.tributary.connect.shards.ShardSettings;
import dev.tributary.connect.shards.SideTopics;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Every setting of the source once, with its default and its meaning. */
final class DynamoDbSettings {
    static final String TABLES = "tables";
    static final String TOPIC_PREFIX = "topic.prefix";
    static final String SCAN_PAGE = "scan.page.size";
    /** The tables of a task; the connector sets it. */
    static final String TASK_TABLES = "tables.of.task";

    static final AwsSettings AWS = new AwsSettings("aws");
    static final ConfigDef DEFINITION = AWS.define(ShardSettings.define(SideTopics.define(Tombstones.define(own()))));

    private DynamoDbSettings() {}

    private static ConfigDef own() {
        return new ConfigDef()
                .define(
                        TABLES,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "The tables. Each needs table.<table>.columns, attributes and types ('id string, price"
                                + " decimal(38,10)'), those of the primary key among them. table.<table>.document is"
                                + " the name of a column for the whole item as JSON; without it there is none."
                                + " table.<table>.epoch, 0 at first: one more makes the source begin anew.")
                .define(
                        TOPIC_PREFIX,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "The changes of a table go to <prefix>.<table>.")
                .define(
                        SCAN_PAGE,
                        ConfigDef.Type.INT,
                        1_000,
                        ConfigDef.Range.between(1, 100_000),
                        Importance.LOW,
                        "The most items of one page of the scan, which has 1 MB at most. With exactly-once support a"
                                + " transaction each.")
                .defineInternal(TASK_TABLES, ConfigDef.Type.LIST, List.of(), Importance.LOW);
    }
}
