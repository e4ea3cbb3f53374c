package dev.tributary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.config.Problem;
import dev.tributary.row.RowSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineChecksTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReportEveryMistakeAtOnceWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.properties"), """
                pipeline = p
                tables = orders, customers
                table.orders.topic = orders
                table.orders.key = idd
                table.orders.columns = id long, customer string, total decimall(12,2)
                table.orders.fromat = json
                table.customers.key = id
                table.customers.columns = id int, name string
                table.customer.topic = customers
                outputs = o
                output.o.topic = orders
                output.o.from = oders
                output.o.join = customers
                output.o.join.customers.on = orders.customer, orders.id
                output.o.join.customers.type = outer
                output.o.join.customers.wait = 10m
                output.o.fields = orders.id, customers.nmae, full_name
                output.o.field.fullname = customers.name
                """);

        List<Problem> problems = problems(file);

        assertThat(problems.stream()
                        .map(problem ->
                                problem.line() + " " + problem.key() + ": " + problem.what() + "; " + problem.fix()))
                .containsExactly(
                        "0 table.customers.topic: is missing; add table.customers.topic = <topic>",
                        "5 table.orders.columns: column total has the unknown type decimall(12,2); "
                                + "did you mean decimal(precision,scale)?",
                        "6 table.orders.fromat: is no key of a pipeline file; did you mean table.orders.format?",
                        "9 table.customer.topic: customer is not listed in tables; did you mean customers?",
                        "11 output.o.topic: orders is taken by table.orders.topic; "
                                + "give each table and output its own topic",
                        "12 output.o.from: oders is no table; did you mean orders?",
                        "14 output.o.join.customers.on: names 2 columns, but the key of customers is id; "
                                + "name one column for each of them",
                        "15 output.o.join.customers.type: 'outer' is not possible; use one of inner, left",
                        "16 output.o.join.customers.wait: only a stream waits; "
                                + "set output.o.kind = stream, or take wait out",
                        "17 output.o.fields: full_name has no expression; did you mean fullname?",
                        "17 output.o.fields: customers has no column nmae; did you mean customers.name?",
                        "18 output.o.field.fullname: is not listed in fields; add fullname to output.o.fields");
        assertThat(problems).allMatch(problem -> problem.file().endsWith("bad.properties"));
    }

    @Test
    void shouldRefuseAJoinOnDifferentTypes() throws IOException {
        assertMistake(
                "orders.customer is string, but customers.id is int; join columns of one type",
                "table.orders.columns = id long, customer string, total decimal(12,2)?");
        assertMistake(
                "orders.customer is timestamp, but customers.id is int",
                "table.orders.columns = id long, customer timestamp, total long?");
    }

    @Test
    void shouldJoinAnIntWithALongWhereTheirKeysAreSpeltAlike() throws IOException {
        String wider = "table.orders.columns = id long, customer long, total decimal(12,2)?";

        assertThat(PipelineFile.read(SmallPipeline.write(folder, wider))).isNotNull();
        assertMistake("orders.customer is long, but customers.id is int", wider, "table.customers.key.format = int32");
    }

    @Test
    void shouldRefuseAKeyColumnThatIsNotThere() throws IOException {
        assertMistake("orders has no column ids; did you mean orders.id?", "table.orders.key = ids");
    }

    @Test
    void shouldRefuseAKeyThatItsFormatCannotHold() throws IOException {
        assertMistake("id is long; use json, or the format of that type", "table.orders.key.format = int32");
        assertMistake(
                "holds one column, but the key has 2",
                "table.orders.key = id, customer",
                "table.orders.key.format = text");
        assertMistake(
                "a key is a whole number, text, boolean or decimal",
                "table.orders.columns = id double, customer int, total int");
    }

    @Test
    void shouldRefuseJsonWithoutTypes() throws IOException {
        assertMistake("JSON carries no column types", "table.orders.format = json", "table.orders.columns =");
    }

    @Test
    void shouldRefuseAnOutputWithoutItsKey() throws IOException {
        assertMistake("lacks orders.id, the key of the output; add orders.id", "output.o.fields = customers.name");
    }

    @Test
    void shouldRefuseTwoColumnsOfOneName() throws IOException {
        assertMistake("two columns are called id", "output.o.fields = orders.*, customers.id");
    }

    @Test
    void shouldRefuseAColumnNamedAsMetadata() throws IOException {
        assertMistake(
                "__op starts with __, as the metadata columns do",
                "output.o.fields = orders.id, __op",
                "output.o.field.__op = customers.name");
    }

    @Test
    void shouldRefuseDeletedRowsThatLookLikeAnyOther() throws IOException {
        assertMistake("add output.o.deletes = tombstone", "output.o.metadata = false");
    }

    @Test
    void shouldRefuseAStreamInStrictOrder() throws IOException {
        assertMistake(
                "output.o.order: only a table keeps its versions in order; take it out, or set output.o.kind = table",
                "output.o.kind = stream",
                "output.o.order = strict");
        assertMistake("'exact' is not possible; use one of position, strict", "output.o.order = exact");
    }

    @Test
    void shouldRefuseAStreamThatWouldMissCopies() throws IOException {
        assertMistake(
                "output.o.join.customers.broadcast: copies of customers come a hop later than its topic, and events would"
                        + " miss them; add output.o.join.customers.wait = 1m, or take broadcast out",
                "output.o.kind = stream",
                "output.o.join.customers.broadcast = true");
    }

    @Test
    void shouldRefuseAMissingSchemaFile() throws IOException {
        assertMistake("cannot read", "table.orders.columns =", "table.orders.schema = no.avsc");
    }

    @Test
    void shouldCheckColumnsWhenTheRegistryHasToldThem() throws IOException {
        Pipeline pipeline = PipelineFile.read(SmallPipeline.write(folder, "table.customers.columns ="));
        RowSchema orders = pipeline.table("orders").schema().orElseThrow();
        Map<String, RowSchema> told = Map.of("orders", orders, "customers", orders);

        assertThatThrownBy(() -> PipelineChecks.withSchemas(
                        pipeline, new PipelineChecks.KnownSchemas(told, told), ExpressionCheck.NONE))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("small.properties:14: output.o.fields: customers has no column name;")
                .hasMessageContaining("customers has id, customer, total");
    }

    @Test
    void shouldReportWhatTheExpressionCheckFinds() throws IOException {
        Path file = SmallPipeline.write(folder, "output.o.fields = orders.id, x", "output.o.field.x = 1 +");

        assertThatThrownBy(() -> PipelineFile.read(
                        file,
                        (output, column, schemas) -> List.of(new ExpressionCheck.Mistake("stops early", "go on"))))
                .hasMessageContaining("output.o.field.x: stops early; go on");
    }

    private void assertMistake(String expected, String... changes) throws IOException {
        assertThat(problems(SmallPipeline.write(folder, changes)).stream().map(Problem::toString))
                .anyMatch(problem -> problem.contains(expected), expected);
    }

    private static List<Problem> problems(Path file) {
        return catchThrowableOfType(PipelineException.class, () -> PipelineFile.read(file))
                .problems();
    }
}
