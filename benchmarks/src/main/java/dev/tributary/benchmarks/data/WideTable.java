package dev.tributary.benchmarks.data;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A made-up table: a key, keys of other tables, and columns, every second one a number.
 *
 * @param references how many other tables its rows refer to, in {@code ref_1} and on
 * @param columns how many other columns it has, {@code c_1} and on
 */
public record WideTable(String name, int references, int columns) {
    /** The columns that are neither the key nor a reference. */
    public List<String> columnNames() {
        return IntStream.rangeClosed(1, columns).mapToObj(i -> "c_" + i).toList();
    }

    /** Its row as an Avro schema, in JSON. */
    public String schema() {
        String fields = IntStream.rangeClosed(1, references)
                .mapToObj(i -> field("ref_" + i, "int"))
                .collect(Collectors.joining());
        String others = IntStream.rangeClosed(1, columns)
                .mapToObj(i -> field("c_" + i, isNumber(i) ? "int" : "string"))
                .collect(Collectors.joining());
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"}" + fields
                + others + "]}";
    }

    private static String field(String name, String type) {
        return ",{\"name\":\"" + name + "\",\"type\":[\"null\",\"" + type + "\"],\"default\":null}";
    }

    /** The key of a row. */
    public byte[] key(int id) {
        return ChangeFormat.key("id", id);
    }

    /** The event that inserted a row, the {@code id}th change of the table; it refers to the row {@code referred} of each other table. */
    public byte[] inserted(int id, int referred) {
        StringBuilder json = new StringBuilder(768)
                .append("{\"before\":null,\"after\":{\"id\":")
                .append(id);
        for (int i = 1; i <= references; i++) {
            json.append(",\"ref_").append(i).append("\":").append(referred);
        }
        for (int i = 1; i <= columns; i++) {
            json.append(",\"c_").append(i).append("\":");
            if (isNumber(i)) {
                json.append(id + i);
            } else {
                json.append("\"text ").append(id + i).append('"');
            }
        }
        return JsonChanges.envelope(json, name, new Commit(id, "c"));
    }

    private static boolean isNumber(int column) {
        return column % 2 == 0;
    }
}
