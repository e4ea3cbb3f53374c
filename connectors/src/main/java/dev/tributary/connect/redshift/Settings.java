package dev.tributary.connect.redshift;

import static dev.tributary.connect.redshift.RedshiftSinkConfig.BATCH_LINGER_MS;
import static dev.tributary.connect.redshift.RedshiftSinkConfig.BATCH_SIZE;
import static dev.tributary.connect.redshift.RedshiftSinkConfig.BUCKET;
import static dev.tributary.connect.redshift.RedshiftSinkConfig.EXPIRE_MINUTES;
import static dev.tributary.connect.redshift.RedshiftSinkConfig.FORMAT;
import static dev.tributary.connect.redshift.RedshiftSinkConfig.IAM_ROLE;
import static dev.tributary.connect.redshift.RedshiftSinkConfig.PASSWORD;
import static dev.tributary.connect.redshift.RedshiftSinkConfig.PREFIX;
import static dev.tributary.connect.redshift.RedshiftSinkConfig.RETRY_MS;
import static dev.tributary.connect.redshift.RedshiftSinkConfig.SCHEMA;
import static dev.tributary.connect.redshift.RedshiftSinkConfig.URL;
import static dev.tributary.connect.redshift.RedshiftSinkConfig.USER;
import static dev.tributary.connect.redshift.RedshiftSinkConfig.VARCHAR_BYTES;

import dev.tributary.connect.aws.S3Settings;
import dev.tributary.connect.rows.RowRules;
import dev.tributary.connect.rows.SettingChecks;
import dev.tributary.connect.rows.TableRules;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The definition of the settings, by the parts of the task that they are for. */
final class Settings {
    private Settings() {}

    static ConfigDef all() {
        return S3Settings.define(batch(rows(tables(stage(loading(warehouse(new ConfigDef())))))));
    }

    private static ConfigDef warehouse(ConfigDef settings) {
        return settings.define(
                        URL,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        SettingChecks.matching(
                                "jdbc:redshift://.+", "an address of the form jdbc:redshift://host:5439/database"),
                        Importance.HIGH,
                        "Address of the warehouse for its JDBC driver, with the driver's own settings behind a"
                                + " question mark. No user and no password: it is logged.")
                .define(
                        USER,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "The database user.")
                .define(
                        PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "The password; write it as ${file:…} or ${env:…}.")
                .define(
                        SCHEMA,
                        ConfigDef.Type.STRING,
                        "public",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "The schema of the tables and of tributary_offsets. It must exist.");
    }

    private static ConfigDef loading(ConfigDef settings) {
        return settings.define(
                        IAM_ROLE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "The role by which the warehouse reads the bucket: its ARN, or default. Empty: it gets the"
                                + " s3.* key in the text of COPY.")
                .define(
                        VARCHAR_BYTES,
                        ConfigDef.Type.INT,
                        65_535,
                        ConfigDef.Range.between(1, 65_535),
                        Importance.LOW,
                        "The bytes of a text column that the sink makes. Longer texts lengthen a column, unless it"
                                + " is a key.")
                .define(
                        RETRY_MS,
                        ConfigDef.Type.INT,
                        120_000,
                        ConfigDef.Range.between(0, 3_600_000),
                        Importance.LOW,
                        "How long to try again when connections break or transactions are in each other's way,"
                                + " in milliseconds. Keep it below the consumer's max.poll.interval.ms.");
    }

    private static ConfigDef stage(ConfigDef settings) {
        return settings.define(
                        BUCKET,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "The S3 bucket for staged files.")
                .define(
                        PREFIX,
                        ConfigDef.Type.STRING,
                        "tributary",
                        // the system views cut a file's name off at 256 characters
                        SettingChecks.matching("[A-Za-z0-9_./-]{0,80}", "at most 80 letters, digits or _ . / -"),
                        Importance.MEDIUM,
                        "The folder in the bucket; each connector has a folder of its name in it.")
                .define(
                        FORMAT,
                        ConfigDef.Type.STRING,
                        "csv",
                        ConfigDef.ValidString.in("csv", "parquet"),
                        Importance.MEDIUM,
                        "csv, compressed, or parquet.")
                .define(
                        EXPIRE_MINUTES,
                        ConfigDef.Type.INT,
                        1_440,
                        ConfigDef.Range.atLeast(0),
                        Importance.LOW,
                        "Staged files are removed after their commit. What a crash leaves is removed at a start"
                                + " when it is older than this; 0: never, the bucket has a rule of its own.");
    }

    private static ConfigDef tables(ConfigDef settings) {
        return TableRules.define(
                settings,
                " Names are kept in lower case.",
                "Add columns, widen column types and lengthen texts when a record needs it.");
    }

    private static ConfigDef rows(ConfigDef settings) {
        return RowRules.define(settings, "a row applies only when its position is not smaller than the stored one.");
    }

    private static ConfigDef batch(ConfigDef settings) {
        return settings.define(
                        BATCH_SIZE,
                        ConfigDef.Type.INT,
                        50_000,
                        ConfigDef.Range.between(1, 1_000_000),
                        Importance.LOW,
                        "The most records of a table in one file and one transaction; the task holds them in"
                                + " memory.")
                .define(
                        BATCH_LINGER_MS,
                        ConfigDef.Type.INT,
                        5_000,
                        ConfigDef.Range.between(0, 600_000),
                        Importance.LOW,
                        "The least time between two transactions of a task, in milliseconds: Redshift takes few"
                                + " large ones better than many small ones. A record after a pause is written at"
                                + " once.");
    }
}
