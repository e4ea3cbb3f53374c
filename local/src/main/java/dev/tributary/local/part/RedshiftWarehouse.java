package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Secrets;
import dev.tributary.local.place.Service;
import dev.tributary.local.redshift.RedshiftDouble;
import dev.tributary.local.redshift.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The double of Redshift with a store that speaks S3, filled by our own sink with its shipped configuration. */
public final class RedshiftWarehouse implements Warehouse {
    private static final String SHIPPED = "redshift-orders-sink";
    private static final String BUCKET = "tributary-stage";
    private static final String ANY_KEY = "local";
    private static final String FOLDER = "redshift";

    private final Installation installation;
    private final Secrets secrets;
    private final ObjectStore objects;
    private final Child postgres;
    private final S3Client s3;
    private final RedshiftDouble redshift;

    private RedshiftWarehouse(
            Installation installation,
            Secrets secrets,
            ObjectStore objects,
            Child postgres,
            S3Client s3,
            RedshiftDouble redshift) {
        this.installation = installation;
        this.secrets = secrets;
        this.objects = objects;
        this.postgres = postgres;
        this.s3 = s3;
        this.redshift = redshift;
    }

    /** Starts the store, the Postgres behind the double, and the double. */
    public static RedshiftWarehouse start(Installation installation, DataDirectory directory, Ports ports)
            throws IOException, SQLException {
        Secrets secrets = Secrets.of(directory);
        ObjectStore objects = ObjectStore.start(installation, directory, ports.of(Service.OBJECTS), List.of(BUCKET));
        Path log = directory.logs().resolve("redshift.log");
        String owner = secrets.value(Secrets.OWNER_PASSWORD);
        int port = ports.of(Service.REDSHIFT_ROWS);
        Child postgres = new PostgresCluster(PostgresServer.unpack(installation), directory.folder(FOLDER), log)
                .start(port, "password", owner);
        try {
            String server = "jdbc:postgresql://" + ports.address(Service.REDSHIFT_ROWS) + "/" + PostgresServer.OWNER;
            Ready.await("redshift's rows", log, postgres::isAlive, () -> PostgresCluster.answers(server, owner));
            Storage storage = new Storage(Ports.HOST, port, owner);
            storage.prepare(secrets.value(Secrets.REDSHIFT_PASSWORD));
            S3Client s3 = client(objects);
            RedshiftDouble redshift = RedshiftDouble.start(storage, s3, ports.of(Service.REDSHIFT));
            return new RedshiftWarehouse(installation, secrets, objects, postgres, s3, redshift);
        } catch (RuntimeException | IOException | SQLException e) {
            postgres.close();
            objects.close();
            throw e;
        }
    }

    /** Waits for a server that a killed launcher has left, which is about to end. */
    public static void awaitPrevious(DataDirectory directory) throws IOException {
        Child.awaitPrevious(directory.folder(FOLDER));
    }

    private static S3Client client(ObjectStore objects) {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(URI.create(objects.url()))
                .region(Region.EU_CENTRAL_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ANY_KEY, ANY_KEY)))
                .build();
    }

    @Override
    public String connector() {
        return "redshift-sink";
    }

    @Override
    public List<Path> plugins() {
        return List.of();
    }

    /** {@code connectors/redshift-orders-sink.properties} with the places of this stack filled in. */
    @Override
    public Map<String, String> config(List<String> topics, SchemaRegistry registry) throws IOException {
        Map<String, String> config = installation.properties("connectors/" + SHIPPED + ".properties");
        config.remove("table.name.map");
        config.putAll(settings());
        config.put("redshift.password", secrets.reference(Secrets.REDSHIFT_PASSWORD));
        config.put("name", connector());
        config.put("topics", String.join(",", topics));
        config.put("value.converter.schema.registry.url", registry.url());
        config.put("errors.deadletterqueue.topic.name", "dead-letters-" + connector());
        // somebody is watching
        config.put("batch.linger.ms", "500");
        return config;
    }

    /** The settings of the sink that name this double. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("redshift.url", redshift.url());
        settings.put("redshift.user", Storage.USER);
        settings.put("redshift.password", secrets.value(Secrets.REDSHIFT_PASSWORD));
        settings.put("redshift.iam.role", "default");
        settings.put("stage.bucket", BUCKET);
        settings.put("s3.endpoint", objects.url());
        settings.put("s3.path.style", "true");
        settings.put("s3.region", Region.EU_CENTRAL_1.id());
        settings.put("s3.access.key.id", ANY_KEY);
        settings.put("s3.secret.access.key", ANY_KEY);
        return settings;
    }

    @Override
    public boolean countsTombstones() {
        return true;
    }

    /** By Redshift's own driver. */
    @Override
    public Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", Storage.USER);
        login.setProperty("password", secrets.value(Secrets.REDSHIFT_PASSWORD));
        return Objects.requireNonNull(new com.amazon.redshift.Driver().connect(redshift.url(), login));
    }

    @Override
    public String table(String topic) {
        return topic.replace('.', '_');
    }

    /** The sink keeps no deleted row. */
    @Override
    public String rows(String topic) {
        return '"' + table(topic) + '"';
    }

    @Override
    public String place() {
        return redshift.url() + "  (a double of Redshift in front of a Postgres; staged files in " + objects.url()
                + ")";
    }

    /** The double, for its faults. */
    public RedshiftDouble redshift() {
        return redshift;
    }

    /** What the staged files lie in. */
    public S3Client objects() {
        return s3;
    }

    @Override
    public void close() throws SQLException {
        try {
            redshift.close();
            s3.close();
            postgres.close();
            objects.close();
        } catch (IOException e) {
            throw new SQLException("the double of Redshift did not end", e);
        }
    }
}
