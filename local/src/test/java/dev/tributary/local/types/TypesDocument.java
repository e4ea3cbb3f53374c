package dev.tributary.local.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** {@code docs/types.md}: what the matrix found out, as a page. */
final class TypesDocument {
    /** A column that arrived: what it was on the topic and in the warehouse. */
    record Arrived(TypeCase column, Schema topic, String warehouse) {}

    private static final String HEAD = """
            # PostgreSQL's types, from the source to DuckDB

            Printed by `TypesMatrixTest`, which fails when this page is stale; do not edit
            (`mvn … -Dtest=TypesMatrixTest -Dgolden.write=true` writes it).

            Each value below is written to a real PostgreSQL 18 twice, once before the connector's first snapshot and once while
            it streams, and goes through the Debezium connector as `connectors/postgres-payroll-source.properties` sets it up, the
            application (Avro on both topics) and the DuckDB sink. Then PostgreSQL is asked whether the warehouse's value is its
            own. Nulls arrive as nulls, in columns with a default too.

            ## Equal

            | PostgreSQL | on the topic | in DuckDB | compared as | values |
            |---|---|---|---|---|
            """;

    private static final String REFUSED = """

            ## Refused

            Never nearly right: such a column or value stops where the table says, and is named there. Marked ✓: the test saw it.

            | PostgreSQL | where it stops | what one sees | |
            |---|---|---|---|
            | `NaN`, infinity in `numeric` | connector | it fails and names the column; `decimal.handling.mode = string` lets them through as text | ✓ |
            | null elements in an array of an enum | connector | it fails and names the column | |
            | composite types, `money[]`, `interval[]`, `xml[]`, `bit varying[]`, other types it does not know | connector | the column is not in the topic; naming it is an error at the application's start | ✓ composite |
            | `bit varying` | application's start | the event has lost the length of the value | ✓ |
            | `name` | application's start | null in part of the events | ✓ |
            | `time[]` | application's start | the microseconds are cut off | ✓ |
            | `line`, `lseg`, `box`, `path`, `polygon`, `circle`, PostGIS' and pgvector's types | application's start | not a type that is known to be exact | |
            | `interval` with `interval.handling.mode = numeric` | application's start | months have no fixed length | |
            | `-infinity` in `timestamp` | sink | its dead letter topic names the column | ✓ |
            | a `numeric`, `numeric[]`, `timestamptz[]` or `float8[]` so long that it lies outside its row, in an update that leaves it alone | connector | it fails and names the column; `REPLICA IDENTITY FULL` avoids it | ✓ `numeric` |

            `bit varying` and `name` are known as such because `datatype.propagate.source.type` of the shipped connector tells their
            type: with another connector configuration they pass.

            ## Long values that an update leaves alone

            PostgreSQL's log does not hold a value of more than about 2 kB that an update did not touch, and Debezium sends a stand-in
            for it. `RowChangesTest` updates rows with long `text`, `varchar`, `bytea`, `jsonb`, `text[]`, `integer[]`, `bigint[]`,
            `uuid[]`, `date[]` and `hstore`: the stand-in is filled from the row before, in the same column; a null stays null.

            - Under `REPLICA IDENTITY FULL` the log holds everything and nothing needs filling; each update costs the old row in the log.
            - An update of the primary key, otherwise, has no row before it under the new key. The row goes out with null in its long
              columns and is counted (`tributary_incomplete_total`), until an update or a reading tells them. To read the table again
              while everything runs: `INSERT INTO tributary.signal VALUES ('mend-1', 'execute-snapshot', '{"type": "incremental",
              "data-collections": ["public.payroll"]}')`.
            - A value that is itself `__debezium_unavailable_value` (or its bytes) cannot be told from the stand-in.

            ## Wrong before it reaches us

            A `date` before Christ loses its era on one of the two ways through Debezium 3.7.0.Final (snapshot or stream), and comes
            as the same day after Christ. Nobody behind the connector can tell. Timestamps are not affected.

            ## Not tried

            The embedded PostgreSQL comes without PostGIS and pgvector; `hstore`, `ltree` and `citext` are there. JSON change topics
            were not put through this matrix, nor were arrays of several dimensions.
            """;

    private TypesDocument() {}

    static String of(List<Arrived> arrived) {
        StringBuilder page = new StringBuilder(HEAD);
        for (Arrived each : arrived) {
            row(
                    page,
                    List.of(
                            code(each.column().type()),
                            topic(each.topic()),
                            code(each.warehouse()),
                            each.column().form(),
                            values(each.column())));
        }
        return page.append(REFUSED).toString();
    }

    private static void row(StringBuilder page, List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String values(TypeCase column) {
        List<String> values = new ArrayList<>();
        for (String value : column.values()) {
            values.add(code(value.isEmpty() ? "''" : value));
        }
        return String.join(" ", values);
    }

    /** Backquotes, unless the value has some; a line break and a tab by their escapes. */
    private static String code(String text) {
        return "`" + text.replace("\n", "\\n").replace("\t", "\\t").replace("|", "\\|") + "`";
    }

    private static String topic(Schema type) {
        if (type.getType() == Schema.Type.ARRAY) {
            return "array of " + topic(nonNull(type.getElementType()));
        }
        String meaning = type.getProp("connect.name");
        String plain = type.getObjectProp("connect.parameters") instanceof Map<?, ?> parameters
                        && parameters.containsKey("scale")
                ? "bytes, decimal"
                : type.getType().getName();
        boolean named = meaning != null && meaning.startsWith("io.debezium.");
        return named ? plain + ", " + code(meaning.substring(meaning.lastIndexOf('.') + 1)) : plain;
    }

    static Schema nonNull(Schema type) {
        return type.isUnion()
                ? type.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow()
                : type;
    }
}
