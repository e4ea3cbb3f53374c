package dev.tributary.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an output does when the columns of its source change while it runs, or while it is down. */
class EvolutionTest {
    private static final String STAFF = "hr.public.staff";
    private static final String TEAM = "hr.public.team";
    private static final String ID = "{'name':'id','type':'long'}";
    private static final String AGE = ",{'name':'age','type':'int'}";
    private static final String NAME = ",{'name':'name','type':'string'}";
    private static final String TEAM_ID = ",{'name':'team_id','type':'long'}";
    private static final String NOTE = ",{'name':'note','type':['null','string'],'default':null}";

    private static final Map<String, String> CHANGES = Map.of(
            "add", ID + AGE + NAME + NOTE,
            "drop", ID + NAME,
            "rename", ID + AGE + NAME.replace("'name','type'", "'title','type'"),
            "widen", ID + AGE.replace("int", "long") + NAME,
            "nullable", ID + AGE + NAME.replace("'string'", "['null','string'],'default':null"),
            "retype", ID + AGE.replace("int", "string") + NAME);

    private static final Map<String, Map<String, Object>> ROWS = Map.of(
            "add", Map.of("age", 40, "name", "Bob", "note", "new"),
            "drop", Map.of("name", "Bob"),
            "rename", Map.of("age", 40, "title", "Bob"),
            "widen", Map.of("age", 3_000_000_000L, "name", "Bob"),
            "nullable", Map.of("age", 40),
            "retype", Map.of("age", "forty", "name", "Bob"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            add      | lenient    | {"id":2,"age":40,"name":"Bob","note":"new"}
            add      | evolve     | {"id":2,"age":40,"name":"Bob","note":"new"}
            add      | try_evolve | {"id":2,"age":40,"name":"Bob","note":"new"}
            add      | exception  | stops
            add      | ignore     | {"id":2,"age":40,"name":"Bob"}
            drop     | lenient    | {"id":2,"age":null,"name":"Bob"}
            drop     | evolve     | {"id":2,"name":"Bob"}
            drop     | try_evolve | {"id":2,"name":"Bob"}
            drop     | exception  | stops
            drop     | ignore     | {"id":2,"age":null,"name":"Bob"}
            rename   | lenient    | {"id":2,"age":40,"name":null,"title":"Bob"}
            rename   | evolve     | {"id":2,"age":40,"title":"Bob"}
            rename   | try_evolve | {"id":2,"age":40,"title":"Bob"}
            rename   | exception  | stops
            rename   | ignore     | {"id":2,"age":40,"name":null}
            widen    | lenient    | {"id":2,"age":3000000000,"name":"Bob"}
            widen    | evolve     | {"id":2,"age":3000000000,"name":"Bob"}
            widen    | try_evolve | {"id":2,"age":3000000000,"name":"Bob"}
            widen    | exception  | stops
            widen    | ignore     | dead letter
            nullable | lenient    | {"id":2,"age":40,"name":null}
            nullable | evolve     | {"id":2,"age":40,"name":null}
            nullable | try_evolve | {"id":2,"age":40,"name":null}
            nullable | exception  | {"id":2,"age":40,"name":null}
            nullable | ignore     | {"id":2,"age":40,"name":null}
            retype   | lenient    | dead letter
            retype   | evolve     | stops
            retype   | try_evolve | dead letter
            retype   | exception  | stops
            retype   | ignore     | dead letter
            """)
    void shouldDoWhatThePolicySays(String change, String policy, String expected) throws Exception {
        try (Flow flow = Flow.of(staff("staff.*", policy), registry())) {
            SourceTable staff = staff(flow).put(1, Map.of("age", 30, "name", "Ann"));
            assertThat(flow.output("out")).containsExactly("{\"id\":1} -> {\"id\":1,\"age\":30,\"name\":\"Ann\"}");

            staff.become(columns(change));

            Map<String, Object> row = row(change);
            if (expected.equals("stops")) {
                assertThatThrownBy(() -> staff.put(2, row)).hasRootCauseInstanceOf(SchemaChangeException.class);
            } else {
                staff.put(2, row);
                List<String> out = expected.equals("dead letter") ? List.of() : List.of("{\"id\":2} -> " + expected);
                assertThat(flow.output("out")).isEqualTo(out);
                assertThat(flow.raw(Flow.DEAD_LETTERS)).hasSize(1 - out.size());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"lenient, true", "ignore, true", "try_evolve, true", "evolve, false", "exception, false"})
    void shouldGoOnWithoutANamedColumnOnlyWhereThePolicyAllows(String policy, boolean goesOn) throws Exception {
        try (Flow flow = Flow.of(staff("staff.id, staff.age", policy), registry())) {
            SourceTable staff = staff(flow).put(1, Map.of("age", 30, "name", "Ann"));
            flow.output("out");
            staff.become(columns("drop"));

            if (goesOn) {
                staff.put(2, Map.of("name", "Bob"));
                assertThat(flow.output("out")).containsExactly("{\"id\":2} -> {\"id\":2,\"age\":null}");
            } else {
                assertThatThrownBy(() -> staff.put(2, Map.of("name", "Bob")))
                        .hasRootCauseInstanceOf(SchemaChangeException.class)
                        .rootCause()
                        .hasMessageContaining("staff changed its columns")
                        .hasMessageContaining("there is no column staff.age");
            }
        }
    }

    @Test
    void shouldNotStopForAColumnThatTheOutputDoesNotHave() throws Exception {
        try (Flow flow = Flow.of(staff("staff.id, staff.name", "exception"), registry())) {
            SourceTable staff = staff(flow);

            staff.become(columns("add")).put(2, row("add"));

            assertThat(flow.output("out")).containsExactly("{\"id\":2} -> {\"id\":2,\"name\":\"Bob\"}");
        }
    }

    @Test
    void shouldReadRowsOfBeforeTheChangeWhileItRunsAndAfterARestart() throws Exception {
        Flow flow = Flow.of(joined("evolve"), joinedRegistry());
        SourceTable staff = new SourceTable(flow, STAFF, quoted(ID + NAME + TEAM_ID));
        SourceTable team = new SourceTable(flow, TEAM, quoted(ID + NAME));
        team.put(7, Map.of("name", "Red"));
        staff.put(1, Map.of("name", "Ann", "team_id", 7L));
        flow.output("out");

        team.become(quoted(ID + NAME + NOTE)).put(7, Map.of("name", "Red", "note", "new"));
        assertThat(flow.output("out"))
                .containsExactly(
                        "{\"staff_id\":1} -> {\"staff_id\":1,\"person\":\"Ann\",\"id\":7,\"name\":\"Red\",\"note\":\"new\"}");

        Flow restarted = flow.restarted();
        team.on(restarted).put(7, Map.of("name", "Blue", "note", "newer"));
        staff.on(restarted).become(quoted(ID + NAME + TEAM_ID + NOTE));
        assertThat(restarted.output("out"))
                .containsExactly(
                        "{\"staff_id\":1} -> {\"staff_id\":1,\"person\":\"Ann\",\"id\":7,\"name\":\"Blue\",\"note\":\"newer\"}");

        staff.delete(1);
        assertThat(restarted.output("out")).containsExactly("{\"staff_id\":1} -> null");
        restarted.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lenient | {"id":1,"name":"Ann","note":"new","age":null}
            evolve  | {"id":1,"name":"Ann","note":"new"}
            """)
    void shouldStartWithWhatTheSourceBecameWhileItWasDown(String policy, String expected) throws Exception {
        Flow flow = Flow.of(staff("staff.*", policy), registry());
        SourceTable staff = staff(flow).put(1, Map.of("age", 30, "name", "Ann"));
        SchemaRegistryClient registry = flow.registry();
        registry.register(STAFF + "-value", new AvroSchema(SourceTable.envelope(STAFF, quoted(ID + NAME + NOTE))));

        Flow restarted = flow.restarted();
        staff.on(restarted).become(quoted(ID + NAME + NOTE)).put(1, Map.of("name", "Ann", "note", "new"));

        assertThat(restarted.output("out")).containsExactly("{\"id\":1} -> " + expected);
        restarted.close();
    }

    @Test
    void shouldRegisterTheOutputsColumnsAsTheyCome() throws Exception {
        try (Flow flow = Flow.of(staff("staff.*", "evolve").replace("json", "avro"), registry())) {
            SourceTable staff = staff(flow).put(1, Map.of("age", 30, "name", "Ann"));

            staff.become(columns("add")).put(2, row("add"));

            assertThat(flow.registry().getAllVersions("out-value")).containsExactly(1, 2);
            assertThat(flow.raw("out")).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"lenient, false", "evolve, false", "try_evolve, true"})
    void shouldHonourTheRegistrysRefusal(String policy, boolean goesOn) throws Exception {
        SchemaRegistryClient strict = registered(new MockSchemaRegistryClient() {
            @Override
            public synchronized int register(String subject, io.confluent.kafka.schemaregistry.ParsedSchema schema)
                    throws IOException, RestClientException {
                if (subject.equals("out-value") && getAllSubjects().contains(subject)) {
                    throw new RestClientException("incompatible", 409, 409);
                }
                return super.register(subject, schema);
            }
        });
        try (Flow flow = Flow.of(staff("staff.*", policy).replace("json", "avro"), strict)) {
            SourceTable staff = staff(flow).put(1, Map.of("age", 30, "name", "Ann"));
            staff.become(columns("add"));

            if (goesOn) {
                staff.put(2, row("add"));
                assertThat(flow.raw("out")).hasSize(2);
            } else {
                assertThatThrownBy(() -> staff.put(2, row("add")))
                        .hasRootCauseInstanceOf(SchemaChangeException.class)
                        .rootCause()
                        .hasMessageContaining("HTTP 409");
            }
        }
    }

    @Test
    void shouldRefuseRowsWithoutTheColumnTheyAreJoinedBy() throws Exception {
        try (Flow flow = Flow.of(joined("lenient"), joinedRegistry())) {
            SourceTable staff = new SourceTable(flow, STAFF, quoted(ID + NAME + TEAM_ID));

            staff.become(quoted(ID + NAME)).put(2, Map.of("name", "Bob"));

            assertThat(flow.output("out")).isEmpty();
            assertThat(flow.raw(Flow.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(letter -> assertThat(new String(
                                    letter.headers()
                                            .lastHeader("__streams.errors.message")
                                            .value(),
                                    StandardCharsets.UTF_8))
                            .contains("has no column 'team_id'"));
        }
    }

    @Test
    void shouldReadRowsThatWereStoredUnderAnEarlierDeclaration() {
        Flow flow = Flow.of(Payroll.plain(""));
        flow.send(
                Payroll.EMPLOYEES, Payroll.employeeKey(1), Payroll.change("c", Payroll.employee(1, "Ann", "23.50"), 1));
        flow.send(Payroll.BONUSES, Payroll.bonusKey(10), Payroll.change("c", Payroll.bonus(10, 1, 5), 2));
        flow.output(Payroll.COMPLETE);

        try (Flow restarted = flow.restarted(Payroll.plain("")
                .replace(
                        "employee_id int, first_name string?, hourly_rate decimal(12,2)?",
                        "employee_id int, age int?, first_name string?, hourly_rate decimal(14,4)?")
                .replace("payroll.hourly_rate", "payroll.hourly_rate, payroll.age"))) {
            restarted.send(Payroll.BONUSES, Payroll.bonusKey(10), Payroll.change("u", Payroll.bonus(10, 1, 6), 3));

            assertThat(restarted.output(Payroll.COMPLETE))
                    .containsExactly(Payroll.bonusKey(10) + " -> {\"bonus_id\":10,\"employee_id\":1,"
                            + "\"first_name\":\"Ann\",\"hourly_rate\":23.5000,\"age\":null,\"bonus\":6}");
        }
    }

    private static SourceTable staff(Flow flow) {
        return new SourceTable(flow, STAFF, quoted(ID + AGE + NAME));
    }

    private static SchemaRegistryClient registry() throws Exception {
        return registered(new MockSchemaRegistryClient());
    }

    private static SchemaRegistryClient registered(SchemaRegistryClient registry) throws Exception {
        registry.register(STAFF + "-value", new AvroSchema(SourceTable.envelope(STAFF, quoted(ID + AGE + NAME))));
        return registry;
    }

    private static String staff(String fields, String policy) {
        return """
            pipeline = staff
            tables = staff
            table.staff.topic = hr.public.staff
            table.staff.key = id
            outputs = out
            output.out.topic = out
            output.out.from = staff
            output.out.fields = %s
            output.out.format = json
            output.out.metadata = false
            output.out.deletes = tombstone
            output.out.evolution = %s
            """.formatted(fields, policy);
    }

    private static String joined(String policy) {
        return staff("staff_id, person, team.*", policy).replace("tables = staff", "tables = staff, team") + """
            table.team.topic = hr.public.team
            table.team.key = id
            output.out.join = team
            output.out.join.team.on = staff.team_id
            output.out.field.staff_id = staff.id
            output.out.field.person = staff.name
            """;
    }

    private static SchemaRegistryClient joinedRegistry() throws Exception {
        SchemaRegistryClient registry = new MockSchemaRegistryClient();
        registry.register(STAFF + "-value", new AvroSchema(SourceTable.envelope(STAFF, quoted(ID + NAME + TEAM_ID))));
        registry.register(TEAM + "-value", new AvroSchema(SourceTable.envelope(TEAM, quoted(ID + NAME))));
        return registry;
    }

    private static String columns(String change) {
        return quoted(Objects.requireNonNull(CHANGES.get(change)));
    }

    private static Map<String, Object> row(String change) {
        return Objects.requireNonNull(ROWS.get(change));
    }

    private static String quoted(String columns) {
        return columns.replace('\'', '"');
    }
}
