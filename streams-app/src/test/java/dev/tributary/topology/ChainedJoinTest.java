package dev.tributary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several joins in one output: a later one refers to a row that an earlier one found. */
class ChainedJoinTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SEEDS = 60;

    private static String pipeline(String employeeJoin, String departmentJoin) {
        return """
            pipeline = chain
            tables = bonus, employee, department, note
            table.bonus.topic = bonus
            table.bonus.key = bonus_id
            table.bonus.envelope = row
            table.bonus.format = json
            table.bonus.columns = bonus_id int, employee_id int?
            table.employee.topic = employee
            table.employee.key = employee_id
            table.employee.envelope = row
            table.employee.format = json
            table.employee.columns = employee_id int, department_id int?
            table.department.topic = department
            table.department.key = department_id
            table.department.envelope = row
            table.department.format = json
            table.department.columns = department_id int, title string?
            table.note.topic = note
            table.note.key = bonus_id
            table.note.envelope = row
            table.note.format = json
            table.note.columns = bonus_id int, text string?
            outputs = out
            output.out.topic = out
            output.out.from = bonus
            output.out.join = note, employee, department
            output.out.join.note.on = bonus.bonus_id
            output.out.join.note.type = left
            output.out.join.employee.on = bonus.employee_id
            output.out.join.employee.type = %s
            output.out.join.department.on = employee.department_id
            output.out.join.department.type = %s
            output.out.format = json
            output.out.fields = bonus.bonus_id, note.text, employee.employee_id, department.title
            """.formatted(employeeJoin, departmentJoin);
    }

    @Test
    void shouldFollowAReferenceOfAJoinedRow() {
        try (Flow flow = Flow.of(pipeline("inner", "inner"))) {
            flow.send("bonus", "{\"bonus_id\":1}", "{\"bonus_id\":1,\"employee_id\":2}");
            flow.send("employee", "{\"employee_id\":2}", "{\"employee_id\":2,\"department_id\":3}");
            flow.send("department", "{\"department_id\":3}", "{\"department_id\":3,\"title\":\"Sales\"}");
            flow.send("note", "{\"bonus_id\":1}", "{\"bonus_id\":1,\"text\":\"well done\"}");

            assertThat(flow.output("out"))
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith(
                            "{\"bonus_id\":1} -> {\"bonus_id\":1,\"text\":\"well done\",\"employee_id\":2,\"title\":\"Sales\"");
        }
    }

    @Test
    void shouldSendCopiesOfATableToTheRowsWhereverTheyStand() {
        String broadcast = pipeline("inner", "inner") + "output.out.join.department.broadcast = true\n";
        try (Flow flow = Flow.of(broadcast)) {
            assertThat(flow.describe())
                    .contains("out-by-employee-repartition", "out-copies-of-department-repartition")
                    .doesNotContain("out-by-department-repartition", "department-latest");
        }
    }

    @Test
    void shouldNotRepartitionAJoinOfEqualKeys() {
        try (Flow flow = Flow.of(pipeline("inner", "inner"))) {
            assertThat(flow.describe())
                    .contains("out-by-employee-repartition")
                    .doesNotContain("out-by-note-repartition");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "inner, inner, ''",
        "inner, left, ''",
        "left, inner, ''",
        "left, left, ''",
        "inner, left, employee",
        "left, inner, department",
        "left, left, employee department note"
    })
    void shouldEndWithTheAnswerOfSql(String employeeJoin, String departmentJoin, String broadcast) throws IOException {
        StringBuilder pipeline = new StringBuilder(pipeline(employeeJoin, departmentJoin));
        Stream.of("note", "employee", "department")
                .filter(broadcast::contains)
                .forEach(table -> pipeline.append("output.out.join." + table + ".broadcast = true\n"));
        try (Flow flow = Flow.of(pipeline.toString())) {
            for (int seed = 0; seed < SEEDS; seed++) {
                Tables tables = new Tables(new Random(seed), seed * 10, flow);
                for (int i = 0; i < 150; i++) {
                    tables.changeOne();
                }
                assertThat(rows(flow))
                        .as("seed %s", seed)
                        .isEqualTo(tables.answer(employeeJoin.equals("left"), departmentJoin.equals("left")));
            }
        }
    }

    private static Map<Integer, String> rows(Flow flow) throws IOException {
        Map<Integer, String> rows = new TreeMap<>();
        for (TestRecord<byte[], byte[]> record : flow.raw("out")) {
            int key = JSON.readTree(record.key()).get("bonus_id").intValue();
            JsonNode row = record.value() == null ? null : JSON.readTree(record.value());
            if (row == null || row.get("__deleted").booleanValue()) {
                rows.remove(key);
            } else {
                rows.put(
                        key,
                        row.get("text").asText() + "|" + row.get("employee_id").asText() + "|"
                                + row.get("title").asText());
            }
        }
        return rows;
    }

    /** Four tables under random change, sent as they change. */
    private record Tables(Random random, int base, Flow flow, Map<String, Map<Integer, @Nullable Object>> rows) {
        Tables(Random random, int base, Flow flow) {
            this(random, base, flow, new HashMap<>());
        }

        void changeOne() {
            switch (random.nextInt(4)) {
                case 0 -> change("note", "bonus_id", "text", "\"t" + random.nextInt(3) + "\"");
                case 1 -> change("employee", "employee_id", "department_id", reference());
                case 2 -> change("department", "department_id", "title", "\"d" + random.nextInt(3) + "\"");
                default -> change("bonus", "bonus_id", "employee_id", reference());
            }
        }

        private @Nullable Object reference() {
            return random.nextInt(6) == 0 ? null : base + random.nextInt(4);
        }

        private void change(String table, String key, String column, @Nullable Object value) {
            int id = base + random.nextInt(4);
            Map<Integer, @Nullable Object> of = rows.computeIfAbsent(table, any -> new TreeMap<>());
            boolean delete = random.nextInt(4) == 0;
            if (delete) {
                of.remove(id);
            } else {
                of.put(id, value);
            }
            String row = "{\"" + key + "\":" + id + ",\"" + column + "\":" + value + "}";
            flow.send(table, "{\"" + key + "\":" + id + "}", delete ? null : row);
        }

        Map<Integer, String> answer(boolean leftEmployee, boolean leftDepartment) {
            Map<Integer, String> answer = new TreeMap<>();
            of("bonus").forEach((id, employee) -> {
                boolean hasEmployee = employee != null && of("employee").containsKey(employee);
                Object department = hasEmployee ? of("employee").get(employee) : null;
                boolean hasDepartment = department != null && of("department").containsKey(department);
                if ((hasEmployee || leftEmployee) && (hasDepartment || leftDepartment)) {
                    Object title = hasDepartment ? of("department").get(department) : null;
                    answer.put(
                            id, bare(of("note").get(id)) + "|" + (hasEmployee ? employee : null) + "|" + bare(title));
                }
            });
            return answer;
        }

        private Map<Integer, @Nullable Object> of(String table) {
            return rows.getOrDefault(table, Map.of());
        }

        private static String bare(@Nullable Object quoted) {
            return String.valueOf(quoted).replace("\"", "");
        }
    }
}
