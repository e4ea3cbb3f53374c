package dev.tributary.connect.aws;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import software.amazon.awssdk.services.s3.S3Client;

/** The settings of a client of S3, {@code s3.*}. */
public final class S3Settings {
    private static final AwsSettings AWS = new AwsSettings("s3");
    private static final String PATH_STYLE = "s3.path.style";

    private S3Settings() {}

    /** Adds the settings to a connector's own. */
    public static ConfigDef define(ConfigDef settings) {
        return AWS.define(settings)
                .define(
                        PATH_STYLE,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Put the bucket's name into the path instead of the host; most other services need it.");
    }

    /** A client as the settings have it. */
    public static S3Client client(AbstractConfig config) {
        return AWS.client(config, S3Client.builder().forcePathStyle(config.getBoolean(PATH_STYLE)));
    }
}
