package dev.tributary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.row.RowSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFileTest {
    private static final Path SHIPPED = Path.of("../config/pipelines/payroll.properties");

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
        Pipeline pipeline = PipelineFile.read(SmallPipeline.write(folder));

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
        Pipeline pipeline = PipelineFile.read(SmallPipeline.write(
                folder,
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
        Pipeline pipeline = PipelineFile.read(SmallPipeline.write(
                folder, "output.o.fields = orders.id, amount", "output.o.field.amount = orders.total"));

        assertThat(pipeline.outputs().get(0).fields())
                .contains(new OutputField.Plain("amount", new FieldRef("orders", "total")));
    }

    @Test
    void shouldDeclareColumnsAsDebeziumWritesThem() throws IOException {
        RowSchema inline = PipelineFile.read(SmallPipeline.write(
                        folder,
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

        Pipeline pipeline = PipelineFile.read(
                SmallPipeline.write(folder, "table.orders.columns =", "table.orders.schema = envelope.avsc"));

        assertThat(pipeline.table("orders").schema().orElseThrow().names()).containsExactly("id", "customer", "total");
    }
}
