package dev.tributary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.config.Problem;
import dev.tributary.row.RowSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFileTest {
    private static final Path SHIPPED = Path.of("../config/pipelines/payroll.properties");
    private static final List<String> SMALL = List.of(
            "pipeline = p",
            "tables = orders, customers",
            "table.orders.topic = orders",
            "table.orders.key = id",
            "table.orders.columns = id long, customer int, total decimal(12,2)?",
            "table.customers.topic = customers",
            "table.customers.key = id",
            "table.customers.columns = id int, name string, email string?",
            "outputs = o",
            "output.o.topic = out",
            "output.o.from = orders",
            "output.o.join = customers",
            "output.o.join.customers.on = orders.customer",
            "output.o.fields = orders.id, customers.name, orders.total");

    @TempDir
    private Path folder;

    @Test
    void shouldReadTheShippedPipeline() {
        Pipeline payroll = PipelineFile.read(SHIPPED);

        assertThat(payroll.tables()).extracting(Table::name).containsExactly("payroll", "bonus");
        Output output = payroll.outputs().get(0);
        assertThat(output.slots()).containsExactly("bonus", "payroll");
        assertThat(output.fields())
                .contains(
                        new OutputField.Plain("age", new FieldRef("payroll", "age")),
                        new OutputField.Computed("ssn", "token(payroll.ssn)"));
        assertThat(output.joins()).singleElement().matches(Join::inner);
    }

    @Test
    void shouldFillInTheDefaults() throws IOException {
        Pipeline pipeline = PipelineFile.read(write(SMALL));

        Table orders = pipeline.table("orders");
        assertThat(orders.envelope()).isEqualTo(Envelope.DEBEZIUM);
        assertThat(orders.format()).isEqualTo(Format.AVRO);
        assertThat(orders.keyFormat()).isEqualTo(KeyFormat.JSON);
        assertThat(orders.ignoreNulls()).isFalse();
        assertThat(orders.epoch()).isZero();
        Output output = pipeline.outputs().get(0);
        assertThat(output.kind()).isEqualTo(Output.Kind.TABLE);
        assertThat(output.deletes()).isEqualTo(Output.Deletes.BOTH);
        assertThat(output.format()).isEqualTo(Format.AVRO);
        assertThat(output.metadata()).isTrue();
        assertThat(output.joins().get(0).patience()).isEmpty();
    }

    @Test
    void shouldReadEveryKey() throws IOException {
        Pipeline pipeline = PipelineFile.read(write(
                SMALL,
                "table.orders.envelope = row",
                "table.orders.format = json",
                "table.orders.key.format = int64",
                "table.orders.merge = ignore-nulls",
                "table.orders.epoch = 3",
                "output.o.kind = stream",
                "output.o.join.customers.type = left",
                "output.o.join.customers.wait = 10m",
                "output.o.deletes = tombstone",
                "output.o.format = json",
                "output.o.metadata = false",
                "output.o.fields = customers.*, amount, shout, order_id",
                "output.o.field.order_id = orders.id",
                "output.o.field.amount = orders.total",
                "output.o.field.shout = customers.name + '!'"));

        Table orders = pipeline.table("orders");
        assertThat(orders.envelope()).isEqualTo(Envelope.ROW);
        assertThat(orders.format()).isEqualTo(Format.JSON);
        assertThat(orders.keyFormat()).isEqualTo(KeyFormat.INT64);
        assertThat(orders.ignoreNulls()).isTrue();
        assertThat(orders.epoch()).isEqualTo(3);
        Output output = pipeline.outputs().get(0);
        assertThat(output.kind()).isEqualTo(Output.Kind.STREAM);
        assertThat(output.joins().get(0).inner()).isFalse();
        assertThat(output.joins().get(0).patience()).contains(Duration.ofMinutes(10));
        assertThat(output.deletes()).isEqualTo(Output.Deletes.TOMBSTONE);
        assertThat(output.format()).isEqualTo(Format.JSON);
        assertThat(output.metadata()).isFalse();
        assertThat(output.fields())
                .containsExactly(
                        new OutputField.All("customers"),
                        new OutputField.Plain("amount", new FieldRef("orders", "total")),
                        new OutputField.Computed("shout", "customers.name + '!'"),
                        new OutputField.Plain("order_id", new FieldRef("orders", "id")));
    }

    @Test
    void shouldKeepTheTypeOfARenamedColumn() throws IOException {
        Pipeline pipeline = PipelineFile.read(
                write(SMALL, "output.o.fields = orders.id, amount", "output.o.field.amount = orders.total"));

        assertThat(pipeline.outputs().get(0).fields())
                .contains(new OutputField.Plain("amount", new FieldRef("orders", "total")));
    }

    @Test
    void shouldDeclareColumnsAsDebeziumWritesThem() throws IOException {
        RowSchema inline = PipelineFile.read(write(
                        SMALL,
                        "table.orders.columns = id long, customer int, total decimal(12,2)?, at timestamptz, day date"))
                .table("orders")
                .schema()
                .orElseThrow();
        RowSchema file = PipelineFile.read(SHIPPED).table("bonus").schema().orElseThrow();

        assertThat(inline.type(inline.indexOf("total"))).isEqualTo(file.type(file.indexOf("bonus")));
        assertThat(inline.type(inline.indexOf("at"))).isEqualTo(file.type(file.indexOf("ts")));
        assertThat(inline.nullable(inline.indexOf("total"))).isTrue();
        assertThat(inline.nullable(inline.indexOf("id"))).isFalse();
        assertThat(ColumnTypes.describe(inline.type(inline.indexOf("day")))).isEqualTo("date");
    }

    @Test
    void shouldTakeTheRowOutOfAnEnvelopeSchema() throws IOException {
        Files.writeString(folder.resolve("envelope.avsc"), """
                {"type":"record","name":"Envelope","namespace":"hr.public.orders","fields":[
                 {"name":"before","type":["null",{"type":"record","name":"Value","fields":[
                   {"name":"id","type":"long"},{"name":"customer","type":"int"},{"name":"total","type":["null","double"]}]}]},
                 {"name":"after","type":["null","Value"]},
                 {"name":"op","type":"string"}]}""");

        Pipeline pipeline =
                PipelineFile.read(write(SMALL, "table.orders.columns =", "table.orders.schema = envelope.avsc"));

        assertThat(pipeline.table("orders").schema().orElseThrow().names()).containsExactly("id", "customer", "total");
    }

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

        assertThat(PipelineFile.read(write(SMALL, wider))).isNotNull();
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
    void shouldRefuseAMissingSchemaFile() throws IOException {
        assertMistake("cannot read", "table.orders.columns =", "table.orders.schema = no.avsc");
    }

    @Test
    void shouldCheckColumnsWhenTheRegistryHasToldThem() throws IOException {
        Pipeline pipeline = PipelineFile.read(write(SMALL, "table.customers.columns ="));
        RowSchema orders = pipeline.table("orders").schema().orElseThrow();

        assertThatThrownBy(() -> PipelineChecks.withSchemas(
                        pipeline, Map.of("orders", orders, "customers", orders), ExpressionCheck.NONE))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("small.properties:14: output.o.fields: customers has no column name;")
                .hasMessageContaining("customers has id, customer, total");
    }

    @Test
    void shouldReportWhatTheExpressionCheckFinds() throws IOException {
        Path file = write(SMALL, "output.o.fields = orders.id, x", "output.o.field.x = 1 +");

        assertThatThrownBy(() -> PipelineFile.read(
                        file,
                        (output, column, schemas) -> List.of(new ExpressionCheck.Mistake("stops early", "go on"))))
                .hasMessageContaining("output.o.field.x: stops early; go on");
    }

    private void assertMistake(String expected, String... changes) throws IOException {
        assertThat(problems(write(SMALL, changes)).stream().map(Problem::toString))
                .anyMatch(problem -> problem.contains(expected), expected);
    }

    private static List<Problem> problems(Path file) {
        return catchThrowableOfType(PipelineException.class, () -> PipelineFile.read(file))
                .problems();
    }

    /** The lines, where a later change of the same key takes the place of the first. */
    private Path write(List<String> lines, String... changes) throws IOException {
        Map<String, String> byKey = new LinkedHashMap<>();
        lines.forEach(line -> byKey.put(key(line), line));
        for (String change : changes) {
            byKey.put(key(change), change);
        }
        return Files.write(folder.resolve("small.properties"), byKey.values());
    }

    private static String key(String line) {
        return line.substring(0, line.indexOf(' '));
    }
}
