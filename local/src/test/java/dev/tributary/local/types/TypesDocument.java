package dev.tributary.local.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** {@code docs/types.md}: what the matrix found out, as a page. */
final class TypesDocument {
    /** A type, or some of its values, that does not go out: where it ends, and how one notices. */
    record Refused(String type, String where, String told) {}

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

            Never nearly right: such a column or value stops where the table says, and is named there.

            | PostgreSQL | where it stops | what one sees |
            |---|---|---|
            """;

    private static final String TAIL = """

            Not tried, because the embedded PostgreSQL comes without these extensions: PostGIS (`geometry` and `geography` are
            refused by name at the application's start, like the other geometries) and pgvector (`vector`, `halfvec`,
            `sparsevec`: likewise).
            """;

    private TypesDocument() {}

    static String of(List<Arrived> arrived, List<Refused> refused) {
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
        page.append(REFUSED);
        refused.forEach(each -> row(page, List.of(each.type(), each.where(), each.told())));
        return page.append(TAIL).toString();
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
