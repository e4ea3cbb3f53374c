package dev.tributary.connect.bigquery;

import dev.tributary.connect.bigquery.table.TableOptions;
import dev.tributary.connect.bigquery.write.Limits;
import dev.tributary.connect.rows.RowRules;
import dev.tributary.connect.rows.SettingChecks;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The settings of the sink: each key once, with its default and its meaning. */
final class BigQuerySinkConfig extends AbstractConfig {
    static final String PROJECT = "bigquery.project";
    static final String DATASET = "bigquery.dataset";
    static final String CREDENTIALS = "bigquery.credentials";
    static final String STORAGE_ENDPOINT = "bigquery.storage.endpoint";
    static final String REST_ENDPOINT = "bigquery.rest.endpoint";
    static final String TABLE_NAME_MAP = "table.name.map";
    static final String TABLE_CREATE = "table.create";
    static final String TABLE_EVOLVE = "table.evolve";
    static final String TABLE_CLUSTER = "table.cluster";
    static final String TABLE_MAX_STALENESS = "table.max.staleness.minutes";
    static final String BATCH_SIZE = "batch.size";
    static final String BATCH_BYTES = "batch.bytes";
    static final String RETRY_MS = "append.retry.ms";
    static final String SCHEMA_WAIT_MS = "append.schema.wait.ms";

    private static final int A_DAY = 1_440;

    static final ConfigDef DEFINITION = RowRules.define(
            new ConfigDef()
                    .define(
                            PROJECT,
                            ConfigDef.Type.STRING,
                            ConfigDef.NO_DEFAULT_VALUE,
                            new ConfigDef.NonEmptyString(),
                            Importance.HIGH,
                            "The Google Cloud project of the dataset.")
                    .define(
                            DATASET,
                            ConfigDef.Type.STRING,
                            ConfigDef.NO_DEFAULT_VALUE,
                            SettingChecks.matching("[A-Za-z0-9_]+", "letters, digits and _"),
                            Importance.HIGH,
                            "The dataset of the tables. It must be there: its region is decided when it is made.")
                    .define(
                            CREDENTIALS,
                            ConfigDef.Type.PASSWORD,
                            "",
                            Importance.HIGH,
                            "The JSON of a service account's key, by a config provider: ${file:…} or ${env:…}. Empty: the"
                                    + " application default credentials of the worker.")
                    .define(
                            STORAGE_ENDPOINT,
                            ConfigDef.Type.STRING,
                            "https://bigquerystorage.googleapis.com:443",
                            SettingChecks.matching("https?://[^/:]+:\\d+", "http(s)://host:port"),
                            Importance.LOW,
                            "Where the Storage Write API is. An http address, of a double or an emulator, is shown no"
                                    + " credentials.")
                    .define(
                            REST_ENDPOINT,
                            ConfigDef.Type.STRING,
                            "https://bigquery.googleapis.com",
                            SettingChecks.matching("https?://[^/]+", "http(s)://host[:port]"),
                            Importance.LOW,
                            "Where tables are read, made and widened.")
                    .define(
                            TABLE_NAME_MAP,
                            ConfigDef.Type.LIST,
                            List.of(),
                            SettingChecks.listOf("[^:]+:[A-Za-z0-9_]+", "topic:table"),
                            Importance.MEDIUM,
                            "Comma separated topic:table pairs. A topic not named here goes to the table of its own name, dots"
                                    + " and dashes made underscores.")
                    .define(
                            TABLE_CREATE,
                            ConfigDef.Type.BOOLEAN,
                            true,
                            Importance.MEDIUM,
                            "Make a missing table from the first record's schema, with its primary key.")
                    .define(
                            TABLE_EVOLVE,
                            ConfigDef.Type.BOOLEAN,
                            true,
                            Importance.MEDIUM,
                            "Add columns, and widen INT64 and NUMERIC, when a record needs it.")
                    .define(
                            TABLE_CLUSTER,
                            ConfigDef.Type.BOOLEAN,
                            true,
                            Importance.LOW,
                            "Cluster a table that is made by the first four columns of its key: BigQuery then applies changes"
                                    + " more cheaply.")
                    .define(
                            TABLE_MAX_STALENESS,
                            ConfigDef.Type.INT,
                            0,
                            ConfigDef.Range.between(0, A_DAY),
                            Importance.MEDIUM,
                            "The max_staleness of a table that is made, in minutes. 0: none, each query applies what has arrived"
                                    + " since the last, and pays for it.")
                    .define(
                            BATCH_SIZE,
                            ConfigDef.Type.INT,
                            5_000,
                            ConfigDef.Range.between(1, 50_000),
                            Importance.LOW,
                            "The most rows in one append.")
                    .define(
                            BATCH_BYTES,
                            ConfigDef.Type.INT,
                            1_500_000,
                            ConfigDef.Range.between(1_000, 9_500_000),
                            Importance.LOW,
                            "The most bytes of rows in one append; BigQuery takes 10 MB in a request.")
                    .define(
                            RETRY_MS,
                            ConfigDef.Type.LONG,
                            30_000L,
                            ConfigDef.Range.between(0L, 240_000L),
                            Importance.LOW,
                            "How long an append that fails is repeated, in milliseconds, before Connect is asked to bring the"
                                    + " records again; it does so for ever.")
                    .define(
                            SCHEMA_WAIT_MS,
                            ConfigDef.Type.LONG,
                            900_000L,
                            ConfigDef.Range.atLeast(0L),
                            Importance.LOW,
                            "How long a stream may not know a column that was added, in milliseconds; BigQuery says minutes."),
            "with the offset it makes BigQuery's sequence number.");

    private static final Pattern OWN_KEY = Pattern.compile("(bigquery|table|pk|deleted|position|batch|append)\\..*");

    private final Map<String, String> tables;

    BigQuerySinkConfig(Map<String, String> properties) {
        super(DEFINITION, properties);
        SettingChecks.requireKnown(properties, OWN_KEY, DEFINITION);
        tables = SettingChecks.pairs(TABLE_NAME_MAP, getList(TABLE_NAME_MAP));
    }

    String project() {
        return getString(PROJECT);
    }

    String dataset() {
        return getString(DATASET);
    }

    /** Empty for the application default credentials. */
    String credentials() {
        Password json = getPassword(CREDENTIALS);
        return json == null ? "" : json.value().strip();
    }

    URI storageEndpoint() {
        return URI.create(getString(STORAGE_ENDPOINT));
    }

    URI restEndpoint() {
        return URI.create(getString(REST_ENDPOINT));
    }

    String tableOf(String topic) {
        String mapped = tables.get(topic);
        return mapped != null ? mapped : topic.replace('.', '_').replace('-', '_');
    }

    TableOptions tableOptions() {
        return new TableOptions(
                getBoolean(TABLE_CREATE),
                getBoolean(TABLE_EVOLVE),
                getBoolean(TABLE_CLUSTER),
                getInt(TABLE_MAX_STALENESS));
    }

    RowRules rules() {
        return RowRules.of(this);
    }

    Limits limits() {
        return new Limits(getInt(BATCH_SIZE), getInt(BATCH_BYTES), getLong(RETRY_MS), getLong(SCHEMA_WAIT_MS));
    }
}
