package dev.tributary.benchmarks.output;

import dev.tributary.benchmarks.data.JsonColumns;

/** Output rows in JSON. */
final class JsonRows implements RowDecoder {
    private final JsonColumns columns =
            new JsonColumns("", "employee_id", "full_name", "hourly_rate", "bonus", "email");
    private final JsonColumns deleted = new JsonColumns("", "__deleted");

    @Override
    public OutputRow decode(byte[] value) {
        boolean complete = columns.find(value);
        boolean gone =
                !complete || (deleted.find(value) && deleted.text(value, 0).equals("true"));
        return new OutputRow(
                complete ? columns.number(value, 0) : 0,
                columns.text(value, 1),
                columns.text(value, 2),
                complete ? columns.number(value, 3) : 0,
                columns.text(value, 4),
                gone);
    }
}
