package dev.tributary.local.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.Eventually;
import dev.tributary.local.place.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Whether each value of each type is in the warehouse what it is in the source; prints docs/types.md. */
@Timeout(180)
class TypesMatrixTest {
    private static final String TABLE = "types_all";
    private static final List<TypeCase> CASES = TypeCases.all();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static TypesStack stack;

    /** One stack for everything: each start costs many seconds. */
    @BeforeAll
    static void start() throws Exception {
        stack = new TypesStack(folder.resolve("data"));
        try (Connection source = stack.source();
                Statement statement = source.createStatement()) {
            for (String prerequisite : TypeCases.prerequisites()) {
                statement.execute(prerequisite);
            }
            statement.execute("CREATE TABLE types (id bigint PRIMARY KEY, "
                    + CASES.stream().map(it -> it.column() + " " + it.type()).collect(Collectors.joining(", "))
                    + ", d_integer integer DEFAULT 5, s_timestamp timestamp, w_date date, x_composite pair,"
                    + " x_varbit bit varying(8), x_name name, x_times time[])");
            statement.execute("CREATE TABLE special (id bigint PRIMARY KEY, n numeric(10,2))");
            statement.execute("INSERT INTO special VALUES (1, 'NaN')");
            statement.execute("CREATE TABLE growing (id bigint PRIMARY KEY, name text NOT NULL)");
            statement.execute("INSERT INTO growing VALUES (1, 'before')");
            insertAll(source, 0);
        }
        stack.publish("types", "growing", "special");
        stack.makeTopics("hr.public.types", "hr.public.growing");
        stack.read("types_source", "public.types,public.growing", Map.of());
        stack.readInVain("special_source", "public.special");
        stack.enrich(pipeline(), TABLE + ",growing_all");
        try (Connection source = stack.source()) {
            insertAll(source, 1000);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        stack.stop();
    }

    /** A row for each value, so that one which does not get through leaves a gap of its own. */
    private static void insertAll(Connection source, long from) throws SQLException {
        long id = from;
        try (Statement statement = source.createStatement()) {
            for (TypeCase each : CASES) {
                for (String value : each.values()) {
                    String literal = "'" + value.replace("'", "''") + "'";
                    statement.execute("INSERT INTO types (id, " + each.column() + ") VALUES (" + id++ + ", CAST("
                            + literal + " AS " + each.type() + "))");
                }
            }
            statement.execute("INSERT INTO types (id, d_integer) VALUES (" + id++ + ", NULL)");
            statement.execute("INSERT INTO types (id, w_date) VALUES (" + id++ + ", '0044-03-15 BC')");
            statement.execute("INSERT INTO types (id, s_timestamp) VALUES (" + id + ", '-infinity')");
        }
    }

    private static Path pipeline() throws Exception {
        String columns = CASES.stream().map(it -> "types." + it.column()).collect(Collectors.joining(", "));
        return pipeline("types", columns + ", types.d_integer, types.s_timestamp, types.w_date");
    }

    private static Path pipeline(String name, String columns) throws Exception {
        return Files.writeString(folder.resolve(name + ".properties"), """
                pipeline = types
                tables = types, growing
                table.types.topic = hr.public.types
                table.types.key = id
                table.growing.topic = hr.public.growing
                table.growing.key = id
                outputs = types_all, growing_all
                output.types_all.topic = types_all
                output.types_all.from = types
                output.types_all.fields = types.id, %s
                output.growing_all.topic = growing_all
                output.growing_all.from = growing
                output.growing_all.fields = growing.*
                output.growing_all.evolution = evolve
                """.formatted(columns));
    }

    @Test
    void shouldHoldEveryValueOfEveryTypeAsTheSourceDoes() throws Exception {
        try (Connection source = stack.source();
                Connection warehouse = stack.warehouse()) {
            awaitAll(source, warehouse);
            Map<String, Schema> topic = stack.columns("hr.public.types-value");
            List<TypesDocument.Arrived> arrived = new ArrayList<>();
            Map<String, String> results = new LinkedHashMap<>();
            for (TypeCase each : CASES) {
                results.put(each.column(), result(source, warehouse, each));
                arrived.add(new TypesDocument.Arrived(
                        each, Objects.requireNonNull(topic.get(each.column())), warehouseType(warehouse, each)));
            }
            results.values().removeIf("equal"::equals);
            assertThat(results).isEmpty();
            assertDocument(TypesDocument.of(arrived));
        }
    }

    private static void awaitAll(Connection source, Connection warehouse) throws Exception {
        Eventually.isTrue(
                "every row is in the warehouse, or a dead letter",
                () -> count(warehouse, "SELECT count(*) FROM " + TABLE)
                                + stack.deadLetters().size()
                        >= count(source, "SELECT count(*) FROM types"));
    }

    private static void assertDocument(String page) throws Exception {
        Path document = Installation.find().file("docs/types.md");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(document, page);
        }
        assertThat(page).as("stale: -Dgolden.write=true writes it").isEqualTo(Files.readString(document));
    }

    private static String warehouseType(Connection warehouse, TypeCase each) throws SQLException {
        return Objects.requireNonNull(
                text(warehouse, "SELECT typeof(" + each.column() + ") FROM " + TABLE + " LIMIT 1"));
    }

    @Test
    void shouldRefuseByNameWhatWouldNotBeEqual() throws Exception {
        try (Connection source = stack.source();
                Connection warehouse = stack.warehouse()) {
            awaitAll(source, warehouse);

            assertThat(stack.deadLetters()).hasSize(2).allMatch(reason -> reason.contains("column s_timestamp"));
            assertThat(stack.columns("hr.public.types-value")).doesNotContainKey("x_composite");
            Path refused = pipeline("refused", "types.x_varbit, types.x_name, types.x_times, types.x_composite");
            assertThatThrownBy(() -> stack.enrich(refused, TABLE))
                    .hasMessageContaining("types.x_varbit is bit varying")
                    .hasMessageContaining("types.x_name is a name")
                    .hasMessageContaining("types.x_times is an array of times")
                    .hasMessageContaining("types has no column x_composite");
            Eventually.isTrue(
                    "the connector stops at NaN, and names the column",
                    () -> stack.status("special_source").contains("public.special.n"));
        }
    }

    /** Debezium 3.7.0 loses the era of a date in one of the two ways; nobody behind it can tell. */
    @Test
    void shouldStillBeWrongAboutDatesBeforeChrist() throws Exception {
        try (Connection source = stack.source();
                Connection warehouse = stack.warehouse()) {
            awaitAll(source, warehouse);

            assertThat(count(warehouse, "SELECT count(*) FROM " + TABLE + " WHERE w_date = DATE '0044-03-15'"))
                    .isEqualTo(1);
            assertThat(count(warehouse, "SELECT count(*) FROM " + TABLE + " WHERE w_date = DATE '0044-03-15 (BC)'"))
                    .isEqualTo(1);
        }
    }

    private static String result(Connection source, Connection warehouse, TypeCase each) throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (long id : ids(source, "types WHERE " + each.column() + " IS NOT NULL")) {
            String told = warehouseText(warehouse, each, id);
            if (told == null) {
                wrong.add("missing " + sourceText(source, each, id));
            } else if (!same(source, each, id, told)) {
                wrong.add(told + " for " + sourceText(source, each, id));
            }
        }
        return wrong.isEmpty() ? "equal" : String.join("; ", wrong);
    }

    private static List<Long> ids(Connection connection, String from) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM " + from + " ORDER BY id")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    private static @Nullable String warehouseText(Connection warehouse, TypeCase each, long id) throws SQLException {
        return text(
                warehouse, "SELECT " + each.read().formatted(each.column()) + " FROM " + TABLE + " WHERE id = " + id);
    }

    private static @Nullable String sourceText(Connection source, TypeCase each, long id) throws SQLException {
        return text(source, "SELECT " + each.column() + "::text FROM types WHERE id = " + id);
    }

    private static boolean same(Connection source, TypeCase each, long id, String told) {
        String predicate = each.same().formatted(each.column()).replace("$1", "told.text");
        try (PreparedStatement statement = source.prepareStatement("SELECT " + predicate
                + " FROM types, (SELECT CAST(? AS text) AS text) AS told" + " WHERE id = " + id)) {
            statement.setString(1, told);
            ResultSet rows = statement.executeQuery();
            return rows.next() && rows.getBoolean(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static @Nullable String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static long count(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            return 0;
        }
    }

    @Test
    void shouldLetAnAddedColumnThroughWhileEverythingRuns() throws Exception {
        try (Connection source = stack.source();
                Connection warehouse = stack.warehouse();
                Statement statement = source.createStatement()) {
            statement.execute("ALTER TABLE growing ADD COLUMN note text");
            statement.execute("INSERT INTO growing VALUES (2, 'after', 'a note')");

            Eventually.isTrue(
                    "the row with the new column is there",
                    () -> count(warehouse, "SELECT count(*) FROM growing_all WHERE id = 2 AND note = 'a note'") == 1);
            assertThat(text(warehouse, "SELECT name || coalesce(note, ' has no note') FROM growing_all WHERE id = 1"))
                    .isEqualTo("before has no note");
        }
    }

    @Test
    void shouldTellANullFromADefault() throws Exception {
        try (Connection source = stack.source();
                Connection warehouse = stack.warehouse()) {
            awaitAll(source, warehouse);

            assertThat(ids(warehouse, TABLE + " WHERE d_integer IS NULL"))
                    .isEqualTo(ids(source, "types WHERE d_integer IS NULL"));
        }
    }
}
