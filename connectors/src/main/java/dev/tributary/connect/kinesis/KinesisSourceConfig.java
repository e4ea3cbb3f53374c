package dev.tributary.connect.kinesis;

import dev.tributary.connect.changes.ChangeColumn;
import dev.tributary.connect.shards.Progress;
import dev.tributary.connect.shards.ShardReader;
import dev.tributary.connect.shards.ShardSettings;
import dev.tributary.connect.shards.SideTopics;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/** The settings of the source, read and checked. */
final class KinesisSourceConfig extends AbstractConfig {
    private static final Pattern OWN_KEY =
            Pattern.compile("(stream|columns|key|format|csv|start|when|page|shard|progress|dead|aws)(\\..*)?");
    /** Connect's own settings that begin alike. */
    private static final Pattern CONNECT_KEY = Pattern.compile("key\\.converter(\\..*)?");

    private final List<ChangeColumn> columns;

    KinesisSourceConfig(Map<String, String> properties) {
        super(KinesisSettings.DEFINITION, properties);
        columns = ChangeColumn.list(KinesisSettings.COLUMNS, getString(KinesisSettings.COLUMNS));
        List<String> names = columns.stream().map(ChangeColumn::name).toList();
        if (!names.containsAll(key())) {
            throw new ConfigException(KinesisSettings.KEY, key(), "names a column that 'columns' does not have");
        }
        if (key().isEmpty() && (names.contains(Rows.SHARD) || names.contains(Rows.SEQUENCE))) {
            throw new ConfigException(
                    KinesisSettings.COLUMNS,
                    names,
                    "without 'key', shard and sequence are columns of the source's own");
        }
        properties.keySet().forEach(KinesisSourceConfig::requireKnown);
    }

    private static void requireKnown(String key) {
        if (OWN_KEY.matcher(key).matches()
                && !CONNECT_KEY.matcher(key).matches()
                && !KinesisSettings.DEFINITION.names().contains(key)) {
            throw new ConfigException("unknown setting " + key + "; the settings of this connector are "
                    + String.join(
                            ", ",
                            KinesisSettings.DEFINITION.names().stream().sorted().toList()));
        }
    }

    String stream() {
        return getString(KinesisSettings.STREAM);
    }

    String topicPrefix() {
        return getString(KinesisSettings.TOPIC_PREFIX);
    }

    List<ChangeColumn> columns() {
        return columns;
    }

    /** The columns that identify a row; none when every record is one of its own. */
    List<String> key() {
        return getList(KinesisSettings.KEY);
    }

    Progress start() {
        return Start.of(KinesisSettings.START, getString(KinesisSettings.START));
    }

    Decoder decoder() {
        return getString(KinesisSettings.FORMAT).equals("csv")
                ? new CsvLine(getString(KinesisSettings.DELIMITER).charAt(0))
                : new JsonObject();
    }

    int pageSize() {
        return getInt(KinesisSettings.PAGE_SIZE);
    }

    SideTopics sideTopics() {
        return new SideTopics(this, topicPrefix());
    }

    ShardReader.Pace pace() {
        return ShardSettings.pace(this, getString(KinesisSettings.WHEN_TRIMMED).equals("continue"));
    }
}
