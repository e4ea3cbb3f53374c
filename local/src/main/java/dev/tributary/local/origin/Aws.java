package dev.tributary.local.origin;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Clients, and settings of connectors, for services of AWS that run on this machine and let everybody in. */
final class Aws {
    private static final String ANY = "local";

    private Aws() {}

    static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, String url) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(URI.create(url))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ANY, ANY)))
                .build();
    }

    static Map<String, String> settings(String url) {
        return Map.of(
                "aws.region",
                Region.US_EAST_1.id(),
                "aws.endpoint",
                url,
                "aws.access.key.id",
                ANY,
                "aws.secret.access.key",
                ANY);
    }
}
