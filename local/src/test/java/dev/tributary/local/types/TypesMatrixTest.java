package dev.tributary.local.types;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Collectors;
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
                    + ", d_integer integer DEFAULT 5, x_composite pair, x_varbit bit varying(8))");
            statement.execute("CREATE TABLE growing (id bigint PRIMARY KEY, name text NOT NULL)");
            statement.execute("INSERT INTO growing VALUES (1, 'before')");
            insertAll(source, 0);
        }
        stack.publish("types", "growing");
        stack.makeTopics("hr.public.types", "hr.public.growing");
        stack.read(
                "types_source",
                "public.types,public.growing",
                Map.of("event.converting.failure.handling.mode", "warn"));
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
            statement.execute("INSERT INTO types (id, d_integer) VALUES (" + id + ", NULL)");
        }
    }

    private static Path pipeline() throws Exception {
        String columns = CASES.stream().map(it -> "types." + it.column()).collect(Collectors.joining(", "));
        return Files.writeString(folder.resolve("types.properties"), """
                pipeline = types
                tables = types, growing
                table.types.topic = hr.public.types
                table.types.key = id
                table.growing.topic = hr.public.growing
                table.growing.key = id
                outputs = types_all, growing_all
                output.types_all.topic = types_all
                output.types_all.from = types
                output.types_all.fields = types.id, types.d_integer, %s
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
            Eventually.isTrue(
                    "every row is in the warehouse, or a dead letter",
                    () -> count(warehouse, "SELECT count(*) FROM " + TABLE)
                                    + stack.deadLetters().size()
                            >= count(source, "SELECT count(*) FROM types"));
            Map<TypeCase, String> results = new LinkedHashMap<>();
            for (TypeCase each : CASES) {
                results.put(each, result(source, warehouse, each));
                System.err.println(each.column() + " " + each.type() + ": " + results.get(each));
            }
            stack.deadLetters().forEach(System.err::println);
        }
    }

    private static String result(Connection source, Connection warehouse, TypeCase each) throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (long id : ids(source, each)) {
            String told;
            try {
                told = warehouseText(warehouse, each, id);
            } catch (SQLException e) {
                wrong.add("ERROR " + e.getMessage() + " for " + sourceText(source, each, id));
                continue;
            }
            if (told == null) {
                wrong.add("missing " + sourceText(source, each, id));
            } else if (!same(source, each, id, told)) {
                wrong.add(told + " for " + sourceText(source, each, id));
            }
        }
        return wrong.isEmpty() ? "equal" : String.join("; ", wrong);
    }

    private static List<Long> ids(Connection source, TypeCase each) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT id FROM types WHERE " + each.column() + " IS NOT NULL ORDER BY id")) {
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
            long nulls = count(source, "SELECT count(*) FROM types WHERE d_integer IS NULL");
            Eventually.isTrue(
                    "explicit nulls are null, not the column's default",
                    () -> count(warehouse, "SELECT count(*) FROM " + TABLE + " WHERE d_integer IS NULL") == nulls);
        }
    }

    static Path document() {
        return Installation.find().file("docs/types.md");
    }
}
