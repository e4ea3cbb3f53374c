package dev.tributary.connect.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connect.stand.Shipped;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedshiftSinkConfigTest {
    private static final Map<String, String> LEAST = Map.of(
            "redshift.url", "jdbc:redshift://host:5439/dev",
            "redshift.user", "someone",
            "redshift.password", "secret-1",
            "redshift.iam.role", "default",
            "stage.bucket", "bucket");

    @Test
    void shouldHaveDefaultsForTheRest() {
        RedshiftSinkConfig config = new RedshiftSinkConfig(LEAST);

        assertThat(config.connector()).isEqualTo("redshift-sink");
        assertThat(config.schema()).isEqualTo("public");
        assertThat(config.varcharBytes()).isEqualTo(65_535);
        assertThat(config.retry()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.folder()).isEqualTo("tributary/redshift-sink");
        assertThat(config.stagesParquet()).isFalse();
        assertThat(config.expiry()).isEqualTo(Duration.ofDays(1));
        assertThat(config.tables().tableOf("hr.public.payroll")).isEqualTo("hr_public_payroll");
        assertThat(config.tables().creates()).isTrue();
        assertThat(config.tables().evolves()).isTrue();
        assertThat(config.rules().pkFields()).isEmpty();
        assertThat(config.rules().deletedField()).isEqualTo("__deleted");
        assertThat(config.rules().positionField()).isEqualTo("__position");
        assertThat(config.batchSize()).isEqualTo(50_000);
        assertThat(config.batchLingerMs()).isEqualTo(5_000);
    }

    @Test
    void shouldReadEveryKey() {
        Map<String, String> all = new TreeMap<>(LEAST);
        all.putAll(Map.of(
                "name", "my sink",
                "redshift.schema", "Sales",
                "redshift.iam.role", "",
                "redshift.varchar.bytes", "256",
                "redshift.retry.ms", "0",
                "stage.prefix", "a/b/",
                "stage.format", "parquet",
                "stage.expire.minutes", "0"));
        all.putAll(Map.of(
                "table.name.map", "a.b:one, c:two",
                "table.create", "false",
                "table.evolve", "false",
                "pk.fields", "shop,id",
                "deleted.field", "gone",
                "position.field", "",
                "batch.size", "7",
                "batch.linger.ms", "8"));
        all.putAll(Map.of(
                "s3.region", "eu-west-1",
                "s3.endpoint", "http://127.0.0.1:9",
                "s3.path.style", "true",
                "s3.access.key.id", "id",
                "s3.secret.access.key", "secret-2"));
        RedshiftSinkConfig config = new RedshiftSinkConfig(all);

        assertThat(config.folder()).isEqualTo("a/b/my_sink");
        assertThat(config.schema()).isEqualTo("Sales");
        assertThat(config.s3Region()).isEqualTo("eu-west-1");
        assertThat(config.s3Key()).isEqualTo("id");
        assertThat(config.varcharBytes()).isEqualTo(256);
        assertThat(config.retry()).isZero();
        assertThat(config.stagesParquet()).isTrue();
        assertThat(config.expiry()).isZero();
        assertThat(config.tables().tableOf("a.b")).isEqualTo("one");
        assertThat(config.tables().tableOf("c")).isEqualTo("two");
        assertThat(config.tables().creates()).isFalse();
        assertThat(config.tables().evolves()).isFalse();
        assertThat(config.rules().pkFields()).containsExactly("shop", "id");
        assertThat(config.rules().deletedField()).isEqualTo("gone");
        assertThat(config.rules().positionField()).isEmpty();
        assertThat(config.batchSize()).isEqualTo(7);
        assertThat(config.batchLingerMs()).isEqualTo(8);
        assertThat(config.secrets()).containsExactly("secret-1", "secret-2");
        assertThat(String.valueOf(config.values())).as("what is logged").doesNotContain("secret-1", "secret-2");
        all.remove("name");
        assertThat(all.keySet()).isEqualTo(RedshiftSinkConfig.DEFINITION.names());
    }

    @ParameterizedTest
    @CsvSource({
        "redshift.url, jdbc:postgresql://host/dev",
        "redshift.user, ''",
        "redshift.iam.role, ''",
        "redshift.varchar.bytes, 65536",
        "redshift.retry.ms, -1",
        "stage.bucket, ''",
        "stage.prefix, it's",
        "stage.format, avro",
        "stage.expire.minutes, -1",
        "table.name.map, a.b",
        "table.name.map, 'a:b,a:c'",
        "table.create, perhaps",
        "batch.size, 0",
        "batch.linger.ms, -1"
    })
    void shouldRefuseABadValueAndNameItsKey(String key, String value) {
        Map<String, String> properties = new HashMap<>(LEAST);
        properties.put(key, value);

        assertThatThrownBy(() -> new RedshiftSinkConfig(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void shouldRefuseAnUnknownKeyOfItsOwn() {
        Map<String, String> properties = new HashMap<>(LEAST);
        properties.put("stage.bukket", "b");

        assertThatThrownBy(() -> new RedshiftSinkConfig(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown setting stage.bukket");
    }

    @Test
    void shouldDocumentEveryKey() {
        for (ConfigDef.ConfigKey key :
                RedshiftSinkConfig.DEFINITION.configKeys().values()) {
            assertThat(key.documentation).as(key.name).isNotBlank();
        }
    }

    @Test
    void shouldStartFromTheShippedConfigurationAndBeFoundByItsServiceManifest() throws IOException {
        Map<String, String> shipped = Shipped.properties("redshift-orders-sink.properties");
        SinkConnector connector = ServiceLoader.load(SinkConnector.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(RedshiftSinkConnector.class::isInstance)
                .findFirst()
                .orElseThrow();

        connector.start(shipped);

        assertThat(shipped).containsEntry("connector.class", RedshiftSinkConnector.class.getName());
        assertThat(connector.version()).matches("\\d+\\.\\d+.*");
        assertThat(connector.taskConfigs(2)).containsExactly(shipped, shipped);
        assertThat(connector.taskClass()).isEqualTo(RedshiftSinkTask.class);
        assertThat(new RedshiftSinkConfig(shipped).tables().tableOf("topic_orders"))
                .isEqualTo("orders");
        connector.stop();
    }
}
