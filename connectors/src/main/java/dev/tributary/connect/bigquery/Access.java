package dev.tributary.connect.bigquery;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import dev.tributary.connect.bigquery.table.RestClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** The way to BigQuery's two interfaces: addresses and credentials. */
final class Access {
    private static final String SCOPE = "https://www.googleapis.com/auth/bigquery";

    private final BigQuerySinkConfig config;
    private final @Nullable GoogleCredentials credentials;

    private Access(BigQuerySinkConfig config, @Nullable GoogleCredentials credentials) {
        this.config = config;
        this.credentials = credentials;
    }

    /** A plain http address is that of a double or an emulator: nobody shows it credentials. */
    static Access of(BigQuerySinkConfig config) {
        boolean real = isSecure(config.restEndpoint()) && isSecure(config.storageEndpoint());
        return new Access(config, real ? credentials(config.credentials()) : null);
    }

    private static boolean isSecure(URI endpoint) {
        return "https".equals(endpoint.getScheme());
    }

    private static GoogleCredentials credentials(String json) {
        try {
            GoogleCredentials read = json.isEmpty()
                    ? GoogleCredentials.getApplicationDefault()
                    : GoogleCredentials.fromStream(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
            return read.createScoped(SCOPE);
        } catch (IOException e) {
            // its message may quote the key
            throw new ConnectException(
                    json.isEmpty()
                            ? "there are no application default credentials, and bigquery.credentials is not set"
                            : "bigquery.credentials is not the JSON of a Google account's key");
        }
    }

    RestClient rest() {
        return new RestClient(config.restEndpoint(), credentials);
    }

    BigQueryWriteClient writes() {
        CredentialsProvider shown =
                credentials == null ? NoCredentialsProvider.create() : FixedCredentialsProvider.create(credentials);
        try {
            return BigQueryWriteClient.create(BigQueryWriteSettings.newBuilder()
                    .setEndpoint(config.storageEndpoint().getAuthority())
                    .setCredentialsProvider(shown)
                    .setTransportChannelProvider(channel().build())
                    .build());
        } catch (IOException e) {
            throw new ConnectException("no client for " + config.storageEndpoint(), e);
        }
    }

    private InstantiatingGrpcChannelProvider.Builder channel() {
        InstantiatingGrpcChannelProvider.Builder channel = BigQueryWriteSettings.defaultGrpcTransportProviderBuilder();
        return isSecure(config.storageEndpoint())
                ? channel
                : channel.setChannelConfigurator(builder -> builder.usePlaintext());
    }
}
