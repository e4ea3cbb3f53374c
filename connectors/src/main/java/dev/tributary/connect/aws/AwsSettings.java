package dev.tributary.connect.aws;

import java.net.URI;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** The settings of a client of AWS, each below a prefix such as {@code s3}. */
public final class AwsSettings {
    private final String prefix;

    /** The settings {@code <prefix>.region}, {@code <prefix>.endpoint} and so on. */
    public AwsSettings(String prefix) {
        this.prefix = prefix;
    }

    /** Adds the settings to a connector's own. */
    public ConfigDef define(ConfigDef settings) {
        return settings.define(
                        region(),
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "The region. Empty: as AWS's own tools find it.")
                .define(
                        endpoint(),
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "The address of another service that speaks the same protocol. Empty: AWS.")
                .define(
                        accessKey(),
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "The access key. Used with " + secretKey() + "; without both, as AWS's own tools find them.")
                .define(
                        secretKey(),
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "The secret key; write it as ${file:…} or ${env:…}.");
    }

    /** A client as the settings have it; what is not set comes from where AWS's own tools find it. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            AbstractConfig config, B builder) {
        builder.httpClientBuilder(UrlConnectionHttpClient.builder());
        String region = config.getString(region());
        if (!region.isEmpty()) {
            builder.region(Region.of(region));
        }
        String endpoint = config.getString(endpoint());
        if (!endpoint.isEmpty()) {
            builder.endpointOverride(URI.create(endpoint));
        }
        Password secret = config.getPassword(secretKey());
        if (!secret.value().isEmpty()) {
            builder.credentialsProvider(StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(config.getString(accessKey()), secret.value())));
        }
        return builder.build();
    }

    private String region() {
        return prefix + ".region";
    }

    private String endpoint() {
        return prefix + ".endpoint";
    }

    private String accessKey() {
        return prefix + ".access.key.id";
    }

    private String secretKey() {
        return prefix + ".secret.access.key";
    }
}
