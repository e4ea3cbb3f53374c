package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.app.ExitCode;
import dev.tributary.app.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
    private static final String SHIPPED = "../config/tributary.properties";
    private static final String FIXTURES = "../config/pipelines";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldFindNothingWrongWithTheShippedConfiguration() {
        assertThat(run("check", "--config", SHIPPED)).isEqualTo(ExitCode.OK.code());

        assertThat(out.toString())
                .contains("table  payroll <- hr.public.payroll  (debezium, avro, key employee_id)")
                .contains("hourly_rate decimal(12,2)?")
                .contains("note TRUNCATE of payroll, bonus is not followed: Debezium skips it")
                .contains(
                        "output payroll_complete -> topic_payroll_complete  (table, avro, bonus inner join payroll on "
                                + "bonus.employee_id)")
                .contains("bonus_id long, employee_id long?, full_name string?");
    }

    @Test
    void shouldTellThePriceOfAStrictOrder() throws IOException {
        String tables = """
                pipeline = p
                tables = a, b
                table.a.topic = a
                table.a.key = id
                table.a.columns = id int, other int
                table.b.topic = b
                table.b.key = id
                table.b.columns = id int, name string
                outputs = moves, stays
                output.moves.topic = moves
                output.moves.from = a
                output.moves.join = b
                output.moves.join.b.on = a.other
                output.moves.fields = a.id, b.name
                output.moves.order = strict
                output.stays.topic = stays
                output.stays.from = a
                output.stays.join = b
                output.stays.join.b.on = a.id
                output.stays.fields = a.id, b.name
                output.stays.order = strict
                """;
        write("p.properties", tables);
        Path config = write("app.properties", """
                application.id = app
                bootstrap.servers = broker:9092
                schema.registry.url = http://registry
                processing.guarantee = exactly_once_v2
                tributary.pipelines = p.properties
                """);

        assertThat(run("check", "--config", config.toString())).isEqualTo(ExitCode.OK.code());

        assertThat(out.toString())
                .contains("note moves is in strict order: each of its rows goes through one more internal topic")
                .contains("note stays is in strict order: its rows never change partitions, and are in order anyway");
    }

    @Test
    void shouldReportTheMistakesOfAllFilesAtOnce() throws IOException {
        Path config = write("app.properties", """
                application.id = app
                bootstrap.servers = broker:9092
                num.stream.threads = many
                tributary.pipelines = p.properties
                """);
        write("p.properties", """
                pipeline = p
                tables = a
                table.a.topic = a
                table.a.key = id
                table.a.columns = id int, rate decimal(8,2), name string
                table.a.fromat = json
                outputs = o
                output.o.topic = out
                output.o.from = a
                output.o.fields = a.id, a.naem, double_rate, hidden
                output.o.field.double_rate = a.rate * 2
                output.o.field.hidden = token(a.nam)
                """);

        assertThat(run("check", "--config", config.toString())).isEqualTo(ExitCode.USAGE.code());

        assertThat(err.toString().lines().map(line -> line.replace(folder + "/", "")))
                .hasSize(6)
                .contains(
                        "p.properties:6: table.a.fromat: is no key of a pipeline file; did you mean table.a.format?",
                        "p.properties:10: output.o.fields: a has no column naem; did you mean a.name?",
                        "p.properties:12: output.o.field.hidden: a has no column nam; did you mean a.name?",
                        "5 problems")
                .anyMatch(line -> line.startsWith("app.properties:3: num.stream.threads: "))
                .anyMatch(line -> line.startsWith("p.properties:11: output.o.field.double_rate: ")
                        && line.endsWith("decimals are exact and CEL's arithmetic is not: take the column as it is, or "
                                + "text(x)"));
    }

    @Test
    void shouldMissTheRegistryAndTheTokenKey() throws IOException {
        Path config = write(
                "app.properties",
                "application.id = app\nbootstrap.servers = b:1\ntributary.pipelines = "
                        + Path.of(FIXTURES, "payroll.properties").toAbsolutePath());

        assertThat(run("check", "--config", config.toString())).isEqualTo(ExitCode.USAGE.code());

        assertThat(err.toString()).contains("token needs a key; set tributary.token.key");
    }

    @Test
    void shouldRefuseAGuaranteeUnderWhichACrashLosesRows() throws IOException {
        Path config = write(
                "app.properties",
                "application.id = app\nbootstrap.servers = b:1\nprocessing.guarantee = at_least_once\n"
                        + "tributary.token.key = 0123456789abcdef\nschema.registry.url = http://r\ntributary.pipelines = "
                        + Path.of(FIXTURES, "payroll.properties").toAbsolutePath());

        assertThat(run("check", "--config", config.toString())).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("run", "--config", config.toString())).isEqualTo(ExitCode.USAGE.code());

        assertThat(err.toString())
                .contains(
                        "app.properties:3: processing.guarantee: a crash could lose rows of [payroll_complete], whose kind"
                                + " is table or whose joins wait; set exactly_once_v2, or kind = stream without wait");
    }

    @Test
    void shouldPassTheShippedFixtures() {
        assertThat(run("test", FIXTURES)).as(out::toString).isEqualTo(ExitCode.OK.code());

        assertThat(out.toString())
                .contains("ok   a bonus that comes before its employee")
                .contains(" 0 failed");
    }

    @Test
    void shouldPrintWhereAnOutputDiffers() throws IOException {
        Path tests = write("different.tests.json", """
                {"pipeline": "%s", "tests": [{"name": "wrong on purpose",
                  "inputs": [
                    {"topic": "hr.public.payroll", "key": {"employee_id": 1}, "value": {"op": "c", "after": {
                      "employee_id": 1, "first_name": "A", "last_name": "B", "ssn": "1", "hourly_rate": 23}}},
                    {"topic": "hr.public.bonus", "key": {"bonus_id": 1}, "value": {"op": "c", "after": {
                      "bonus_id": 1, "employee_id": 1, "bonus": 25, "ts": "2021-12-24T02:50:36Z"}}},
                    {"topic": "hr.public.bonus", "key": {"bonus_id": 2}, "value": {"op": "c"}}],
                  "outputs": [
                    {"topic": "topic_payroll_complete", "key": {"bonus_id": 1}, "value": {"bonus_id": 1,
                      "employee_id": 1, "full_name": "A  B", "age": null, "hourly_rate": 23.0, "bonus": 25.1,
                      "gender": null, "email": null, "__deleted": true, "salary": 1}},
                    {"topic": "topic_payroll_complete", "key": {"bonus_id": 9}, "value": null}]}]}
                """.formatted(
                        Path.of(FIXTURES, "payroll.properties").toAbsolutePath()));

        assertThat(run("test", tests.toString())).isEqualTo(ExitCode.FALSE.code());

        assertThat(out.toString())
                .contains("FAIL wrong on purpose")
                .contains("{\"bonus_id\":1}: full_name: expected \"A  B\", but was \"A B\"")
                .contains("{\"bonus_id\":1}: bonus: expected 25.1, but was 25.00")
                .contains("{\"bonus_id\":1}: ssn: not expected, but was \"")
                .contains("{\"bonus_id\":1}: salary: expected, but there is no such column")
                .contains("{\"bonus_id\":1}: __deleted: expected true, but was false")
                .contains("topic_payroll_complete record 2: expected {\"bonus_id\":9} -> null, but nothing came")
                .contains("dead-letters record 1: not expected: {\"bonus_id\":2} -> {\"op\":\"c\"} because ")
                .contains("0 passed, 1 failed")
                .doesNotContain("hourly_rate:");
    }

    @Test
    void shouldRefuseAFileOfTestsThatIsNoJson() throws IOException {
        assertThat(run("test", write("x.tests.json", "{\"tests\": [\n{]}").toString()))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(run(
                        "test",
                        write("y.tests.json", "{\"tests\": [{\"nam\": \"a\"}]}").toString()))
                .isEqualTo(ExitCode.USAGE.code());

        assertThat(err.toString()).contains("x.tests.json:2: file: ").contains("knows no nam; did you mean name?");
    }

    @Test
    void shouldDrawTheFlow() throws IOException {
        assertThat(run("topology", "--config", SHIPPED)).isZero();
        assertThat(out.toString())
                .contains("full_name   <- payroll.first_name, payroll.last_name   payroll.first_name + ' '")
                .contains("Topologies:");

        assertThat(run("topology", "--config", SHIPPED, "--format", "mermaid")).isZero();
        assertThat(out.toString()).contains("flowchart LR").contains("table_payroll --> join_payroll_complete_payroll");

        out.getBuffer().setLength(0);
        assertThat(run("topology", "--config", SHIPPED, "--format", "json")).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/outputs/0/columns/4/name").asText()).isEqualTo("ssn");
        assertThat(json.at("/outputs/0/columns/4/from/0").asText()).isEqualTo("payroll.ssn");
    }

    @Test
    void shouldTeachWithHelp() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("./tributary local --once");
        for (String command : new String[] {"run", "check", "topology", "test", "reference"}) {
            assertThat(run(command, "--help")).isZero();
        }
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("tributary ").contains("Java 17");
    }

    @Test
    void shouldCallBadUsageBadUsage() {
        assertThat(run()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("chekc")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("run", "--config", "no/such.properties")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("test", "no/such/folder")).isEqualTo(ExitCode.USAGE.code());

        assertThat(err.toString()).contains("no/such.properties: file: does not exist; check the path");
    }

    @Test
    void shouldNameEveryWayToDie() {
        assertThat(Failures.of(new StartFailure(ExitCode.TOPIC_MISSING, "x"))).isEqualTo(ExitCode.TOPIC_MISSING);
        assertThat(Failures.of(new StreamsException(new ProcessorStateException("x"))))
                .isEqualTo(ExitCode.STATE_BROKEN);
        assertThat(Failures.of(new StreamsException(new org.apache.kafka.common.errors.TimeoutException("x"))))
                .isEqualTo(ExitCode.BROKER_UNREACHABLE);
        assertThat(Failures.of(new IllegalStateException("x"))).isEqualTo(ExitCode.STREAMS_FAILED);
    }

    private int run(String... arguments) {
        CommandLine command =
                RootCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
