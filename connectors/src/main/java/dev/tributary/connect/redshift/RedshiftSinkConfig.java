package dev.tributary.connect.redshift;

import dev.tributary.connect.rows.RowRules;
import dev.tributary.connect.rows.SettingChecks;
import dev.tributary.connect.rows.TableRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The settings of the sink: each key once, with its default and its meaning. */
final class RedshiftSinkConfig extends AbstractConfig {
    static final String URL = "redshift.url";
    static final String USER = "redshift.user";
    static final String PASSWORD = "redshift.password";
    static final String SCHEMA = "redshift.schema";
    static final String IAM_ROLE = "redshift.iam.role";
    static final String VARCHAR_BYTES = "redshift.varchar.bytes";
    static final String RETRY_MS = "redshift.retry.ms";
    static final String BUCKET = "stage.bucket";
    static final String PREFIX = "stage.prefix";
    static final String FORMAT = "stage.format";
    static final String EXPIRE_MINUTES = "stage.expire.minutes";
    static final String BATCH_SIZE = "batch.size";
    static final String BATCH_LINGER_MS = "batch.linger.ms";
    static final String CONNECTOR_NAME = "name";

    static final ConfigDef DEFINITION = Settings.all();

    private static final Pattern OWN_KEY = Pattern.compile("(redshift|stage|s3|table|pk|deleted|position|batch)\\..*");
    /** The system views cut a file's whole name off at 256 characters. */
    private static final int MOST_NAME = 48;

    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");

    private final TableRules tables;
    private final String connector;

    RedshiftSinkConfig(Map<String, String> properties) {
        super(DEFINITION, properties);
        SettingChecks.requireKnown(properties, OWN_KEY, DEFINITION);
        if (getString(IAM_ROLE).isEmpty() && (s3Key().isEmpty() || s3Secret().isEmpty())) {
            throw new ConfigException(
                    IAM_ROLE,
                    "",
                    "must be set, or s3.access.key.id and s3.secret.access.key: the warehouse reads S3 with them");
        }
        tables = TableRules.of(this);
        connector = properties.getOrDefault(CONNECTOR_NAME, "redshift-sink");
    }

    String connector() {
        return connector;
    }

    String url() {
        return getString(URL);
    }

    /** What the driver is told beside the address. */
    Properties login() {
        Properties login = new Properties();
        login.setProperty("user", getString(USER));
        login.setProperty("password", getPassword(PASSWORD).value());
        // a session that a network has forgotten would hold the lock, and the task, for ever
        login.setProperty("tcpKeepAlive", "true");
        // a statement kept on the server would name a temporary table that is gone
        login.setProperty("prepareThreshold", "0");
        return login;
    }

    String schema() {
        return getString(SCHEMA);
    }

    String iamRole() {
        return getString(IAM_ROLE);
    }

    String s3Key() {
        return getString("s3.access.key.id");
    }

    String s3Secret() {
        return getPassword("s3.secret.access.key").value();
    }

    String s3Region() {
        return getString("s3.region");
    }

    /** What must be in no message. */
    List<String> secrets() {
        return List.of(getPassword(PASSWORD).value(), s3Secret());
    }

    Duration retry() {
        return Duration.ofMillis(getInt(RETRY_MS));
    }

    String bucket() {
        return getString(BUCKET);
    }

    /** The folder of this connector in the bucket. */
    String folder() {
        String prefix = getString(PREFIX);
        String name = UNSAFE.matcher(connector).replaceAll("_");
        if (name.length() > MOST_NAME) {
            name = name.substring(0, MOST_NAME - 9) + "-" + String.format("%08x", name.hashCode());
        }
        return prefix.isEmpty() ? name : prefix.replaceAll("/+$", "") + "/" + name;
    }

    boolean stagesParquet() {
        return getString(FORMAT).equals("parquet");
    }

    Duration expiry() {
        return Duration.ofMinutes(getInt(EXPIRE_MINUTES));
    }

    TableRules tables() {
        return tables;
    }

    int varcharBytes() {
        return getInt(VARCHAR_BYTES);
    }

    RowRules rules() {
        return RowRules.of(this);
    }

    int batchSize() {
        return getInt(BATCH_SIZE);
    }

    int batchLingerMs() {
        return getInt(BATCH_LINGER_MS);
    }
}
