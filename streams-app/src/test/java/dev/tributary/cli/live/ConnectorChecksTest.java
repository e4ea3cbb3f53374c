package dev.tributary.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.app.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorChecksTest {
    private static final String VALIDATE =
            "PUT /connector-plugins/com.snowflake.kafka.connector.SnowflakeSinkConnector/config/validate";
    private static final String STATUS = "GET /connectors/snowflake-payroll-sink/status";

    private final Findings findings = new Findings();
    private ConnectStub worker;
    private ConnectorChecks checks;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        worker = new ConnectStub();
        checks = new ConnectorChecks(new ConnectRest(worker.url() + "/"), findings);
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void shouldSayThatTheWorkerIsThereAndOnWhichCluster() throws IOException {
        checks.worker("the-cluster");
        assertThat(findings.lines()).containsExactly("ok   Connect " + worker.url() + ": version 4.3.1");

        checks.worker("another");
        assertThat(findings.lines().get(2))
                .startsWith("FAIL Connect " + worker.url()
                        + ": works on the Kafka cluster the-cluster, the application on");
    }

    @Test
    void shouldNotTakeAnyServerForAWorker() {
        worker.reply("GET /", 200, "<html>");

        assertThatThrownBy(() -> checks.worker(""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no Connect worker");
    }

    @Test
    void shouldNameThePropertyThatIsWrongAndNeverASecret() throws IOException {
        worker.reply(VALIDATE, """
                {"name":"com.snowflake.kafka.connector.SnowflakeSinkConnector","error_count":3,"groups":["Common"],"configs":[
                 {"definition":{"name":"snowflake.url.name","type":"STRING","required":true},
                  "value":{"name":"snowflake.url.name","value":"nowhere","recommended_values":[],"visible":true,
                   "errors":["snowflake.url.name is not a valid snowflake url."]}},
                 {"definition":{"name":"snowflake.private.key","type":"PASSWORD","required":false},
                  "value":{"name":"snowflake.private.key","value":"[hidden]","recommended_values":[],"visible":true,
                   "errors":["Invalid value MIIresolved for configuration snowflake.private.key: not a key\\nError Code: 0002"]}},
                 {"definition":{"name":"snowflake.user.name","type":"STRING","required":true},
                  "value":{"name":"snowflake.user.name","value":"kafka","recommended_values":[],"visible":true,
                   "errors":["Cannot connect as kafka with open sesame"]}},
                 {"definition":{"name":"topics","type":"LIST","required":false},
                  "value":{"name":"topics","value":"t","recommended_values":[],"errors":[],"visible":true}}]}""");

        checks.configuration(file());

        assertThat(findings.lines())
                .containsExactly(
                        "FAIL " + folder.resolve("sink.properties")
                                + ":4: snowflake.url.name: snowflake.url.name is not a valid snowflake url.",
                        "FAIL " + folder.resolve("sink.properties")
                                + ":5: snowflake.private.key: Invalid value [hidden] for configuration snowflake.private.key: not"
                                + " a key Error Code: 0002",
                        "FAIL " + folder.resolve("sink.properties")
                                + ": snowflake.user.name: Cannot connect as kafka with [hidden]");
        assertThat(findings.exitCode()).isEqualTo(ExitCode.FALSE);
        assertThat(worker.bodies).last().asString().contains("\"snowflake.private.key\":\"${file:/keys:private.key}\"");
    }

    @Test
    void shouldMissAPluginThatIsNotInstalled() throws IOException {
        worker.reply("GET /connector-plugins", "[{\"class\":\"a.Other\",\"type\":\"sink\"}]");

        checks.configuration(file());

        assertThat(findings.lines())
                .singleElement()
                .asString()
                .contains("sink.properties:2: connector.class: the worker has no");
    }

    @Test
    void shouldAcceptAConfigurationWithoutErrors() throws IOException {
        worker.reply(VALIDATE, "{\"name\":\"x\",\"error_count\":0,\"groups\":[],\"configs\":[]}");

        checks.configuration(file());

        assertThat(findings.lines()).containsExactly("ok   connector snowflake-payroll-sink: configuration is valid");
        assertThat(findings.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void shouldTellAFailedTaskWithTheMessageOfItsTrace() throws IOException {
        worker.reply(STATUS, """
                {"name":"snowflake-payroll-sink","connector":{"state":"RUNNING","worker_id":"127.0.0.1:8083"},"tasks":[
                 {"id":0,"state":"RUNNING","worker_id":"127.0.0.1:8083"},
                 {"id":1,"state":"FAILED","worker_id":"127.0.0.1:8083",
                  "trace":"org.apache.kafka.connect.errors.ConnectException: Exiting, with\\nopen sesame\\n\\tat org.apache…"}],
                 "type":"sink"}""");
        worker.reply("GET /connectors/snowflake-payroll-sink/config", """
                {"name":"snowflake-payroll-sink","snowflake.private.key.passphrase":"open sesame"}""");

        assertThat(checks.state("snowflake-payroll-sink")).contains(true);

        assertThat(findings.lines())
                .containsExactly(
                        "FAIL connector snowflake-payroll-sink task 1: FAILED:"
                                + " org.apache.kafka.connect.errors.ConnectException: Exiting, with [hidden]; the worker's log says more");
    }

    @Test
    void shouldTellStatesThatAreMeantAndThoseThatAreNot() throws IOException {
        String status = "{\"name\":\"c\",\"connector\":{\"state\":\"%s\"},\"tasks\":%s,\"type\":\"source\"}";
        worker.reply("GET /connectors/a/status", status.formatted("RUNNING", "[{\"id\":0,\"state\":\"RUNNING\"}]"))
                .reply("GET /connectors/b/status", status.formatted("PAUSED", "[]"))
                .reply("GET /connectors/c/status", status.formatted("RUNNING", "[]"))
                .reply("GET /connectors", "[\"b\",\"a\",\"c\"]");

        assertThat(checks.names()).containsExactly("a", "b", "c");
        assertThat(checks.state("a")).contains(false);
        checks.state("b");
        checks.state("c");
        assertThat(checks.state("d")).isEmpty();

        assertThat(findings.lines())
                .containsExactly(
                        "ok   connector a: RUNNING, 1 task",
                        "note connector b: PAUSED",
                        "FAIL connector c: has no task; is it just starting, or has tasks.max come to 0?",
                        "note connector d: is not on the worker yet");
    }

    private ConnectorFile file() throws IOException {
        return ConnectorFile.read(Files.writeString(folder.resolve("sink.properties"), """
                name = snowflake-payroll-sink
                connector.class = com.snowflake.kafka.connector.SnowflakeSinkConnector
                topics = t
                snowflake.url.name = nowhere
                snowflake.private.key = ${file:/keys:private.key}
                snowflake.private.key.passphrase = open sesame
                """));
    }
}
