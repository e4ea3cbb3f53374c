package dev.tributary.local.types;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables whose rows change: long values under each replica identity, and keys of every kind. */
final class RowChangesTables {
    static final List<String> TOASTED = List.of("toast_default", "toast_full", "toast_index");
    static final List<String> KEYED = List.of("k_composite", "k_uuid", "k_text", "k_numeric", "k_none", "k_bare");

    /** How the long values are spelt alike: text, bytes, an array, pairs. */
    static final List<String> IN_POSTGRES =
            List.of("md5(%s)", "md5(encode(%s, 'hex'))", "md5(array_to_string(%s, ',', 'null'))", "md5(%s -> 'k')");

    static final List<String> IN_DUCKDB = List.of(
            "md5(%s)",
            "md5(lower(hex(%s)))",
            "md5(array_to_string([coalesce(CAST(x AS VARCHAR), 'null') FOR x IN %s], ','))",
            "md5(json_extract_string(%s, '$.k'))");

    private static final List<String> LONG = List.of(
            "t text NOT NULL",
            "v varchar",
            "b bytea",
            "j jsonb",
            "ta text[]",
            "ia int[]",
            "la bigint[]",
            "ua uuid[]",
            "da date[]",
            "h hstore");

    private RowChangesTables() {}

    private static Stream<String> names() {
        return Stream.of(TOASTED, KEYED, List.of("k_refers")).flatMap(List::stream);
    }

    static String[] published() {
        return Stream.concat(names(), Stream.of("long_number")).toArray(String[]::new);
    }

    /** The topics whose records have keys. */
    static String[] keyedTopics() {
        return names().filter(name -> !name.equals("k_bare"))
                .map("hr.public."::concat)
                .toArray(String[]::new);
    }

    static String included() {
        return names().map("public."::concat).collect(Collectors.joining(","));
    }

    static String outputs() {
        return names().map(name -> name + "_all").collect(Collectors.joining(","));
    }

    static List<String> statements() {
        List<String> statements = new ArrayList<>(List.of("CREATE EXTENSION hstore"));
        for (String table : TOASTED) {
            statements.add("CREATE TABLE " + table + " (id bigint PRIMARY KEY, code text NOT NULL UNIQUE, n int, "
                    + String.join(", ", LONG) + ")");
            for (String column : LONG) {
                statements.add("ALTER TABLE " + table + " ALTER COLUMN " + column.substring(0, column.indexOf(' '))
                        + " SET STORAGE EXTERNAL");
            }
            statements.add(insertLong(table));
        }
        statements.addAll(List.of(
                "ALTER TABLE toast_full REPLICA IDENTITY FULL",
                "ALTER TABLE toast_full ADD COLUMN x numeric",
                "UPDATE toast_full SET x = ('1' || repeat('234567', 10000))::numeric",
                "ALTER TABLE toast_index REPLICA IDENTITY USING INDEX toast_index_code_key",
                "CREATE TABLE long_number (id bigint PRIMARY KEY, n int, x numeric)",
                "ALTER TABLE long_number ALTER COLUMN x SET STORAGE EXTERNAL",
                "INSERT INTO long_number VALUES (1, 0, ('1' || repeat('234567', 10000))::numeric)",
                "CREATE TABLE k_composite (a int, b text, v text, PRIMARY KEY (a, b))",
                "CREATE TABLE k_uuid (id uuid PRIMARY KEY, v text)",
                "CREATE TABLE k_text (id text PRIMARY KEY, v text)",
                "CREATE TABLE k_numeric (id numeric(20,4) PRIMARY KEY, v text)"));
        for (String table : List.of("k_none", "k_bare")) {
            statements.add("CREATE TABLE " + table + " (a int NOT NULL, b text NOT NULL, v text)");
            statements.add("ALTER TABLE " + table + " REPLICA IDENTITY FULL");
            statements.add("INSERT INTO " + table + " VALUES (1, 'x', '1'), (2, 'y', '2'), (3, 'z', '3')");
        }
        statements.addAll(keyedRows());
        return statements;
    }

    private static List<String> keyedRows() {
        return List.of(
                "INSERT INTO k_composite VALUES (1, 'x', '1'), (2, E'ä \"q\" \\\\ /\\t😀', '2'), (3, '', '3')",
                "INSERT INTO k_uuid SELECT md5(v)::uuid, v FROM k_composite",
                "INSERT INTO k_text SELECT b, v FROM k_composite",
                "INSERT INTO k_numeric VALUES (0.0001, '1'), (1234567890123456.7891, '2'), (100, '3')",
                "CREATE TABLE k_refers (id bigint PRIMARY KEY, a int, b text, u uuid, n numeric(20,4))",
                "INSERT INTO k_refers SELECT a, a, b, u.id, n.id FROM k_composite c JOIN k_uuid u USING (v)"
                        + " JOIN k_numeric n USING (v)");
    }

    /** Three rows, every long value of more than 8 kB. */
    private static String insertLong(String table) {
        return "INSERT INTO " + table + " SELECT id, 'code ' || id, 0, x, x, x::bytea, to_jsonb(x), ARRAY[x, NULL, x],"
                + " ARRAY(SELECT generate_series(1, 3000)), ARRAY(SELECT generate_series(1::bigint, 3000)),"
                + " ARRAY(SELECT md5(i::text)::uuid FROM generate_series(1, 900) i),"
                + " ARRAY(SELECT date '2000-01-01' + i FROM generate_series(1, 3000) i), hstore('k', x)"
                + " FROM (SELECT id, repeat(md5(id::text), 300) AS x FROM generate_series(1, 3) id) AS value";
    }

    /** In each table a key changes, another row goes, a third gets another value. */
    static List<String> changesOfKeys() {
        List<String> changes = new ArrayList<>(List.of(
                "UPDATE k_uuid SET id = '33333333-3333-3333-3333-333333333333' WHERE v = '2'",
                "UPDATE k_text SET id = 'moved' WHERE v = '2'",
                "UPDATE k_numeric SET id = 77.5 WHERE v = '2'"));
        for (String table : List.of("k_composite", "k_none", "k_bare")) {
            changes.add("UPDATE " + table + " SET b = 'moved' WHERE a = 2");
        }
        for (String table : KEYED) {
            changes.add("DELETE FROM " + table + " WHERE v = '1'");
            changes.add("UPDATE " + table + " SET v = 'new' WHERE v = '3'");
        }
        changes.add("UPDATE k_refers SET a = 3, b = '' WHERE id = 1");
        changes.add("UPDATE k_refers SET n = 77.5 WHERE id = 2");
        return changes;
    }

    /** The query that both databases answer alike. */
    static String asked(String table, List<String> spelling) {
        boolean inWarehouse = spelling.equals(IN_DUCKDB);
        String from = " FROM " + table + (inWarehouse ? "_all" : "");
        if (TOASTED.contains(table)) {
            String values = LONG.stream().map(it -> spelt(it, spelling)).collect(Collectors.joining(", "));
            String number = table.equals("toast_full") ? ", md5(CAST(x AS VARCHAR))" : "";
            return "SELECT id, code, n, " + values + number + from + " ORDER BY id";
        }
        if (!table.equals("k_refers")) {
            return "SELECT " + key(table) + ", v" + from + " ORDER BY v";
        }
        return inWarehouse
                ? "SELECT id, c, u, t, n" + from + " ORDER BY id"
                : "SELECT r.id, c.v, u.v, t.v, n.v FROM k_refers r LEFT JOIN k_composite c ON c.a = r.a AND c.b = r.b"
                        + " LEFT JOIN k_uuid u ON u.id = r.u LEFT JOIN k_text t ON t.id = r.b"
                        + " LEFT JOIN k_numeric n ON n.id = r.n ORDER BY r.id";
    }

    private static String spelt(String column, List<String> spelling) {
        String name = column.substring(0, column.indexOf(' '));
        String type = column.substring(name.length() + 1);
        int how = type.equals("bytea") ? 1 : type.endsWith("[]") ? 2 : type.equals("hstore") ? 3 : 0;
        return spelling.get(how).formatted(type.equals("jsonb") ? "CAST(" + name + " AS VARCHAR)" : name);
    }

    private static String key(String table) {
        return table.equals("toast_index")
                ? "code"
                : List.of("k_composite", "k_none", "k_bare").contains(table) ? "a, b" : "id";
    }

    static String pipeline() {
        StringBuilder text = new StringBuilder("pipeline = changes\ntables = ")
                .append(names().collect(Collectors.joining(", ")))
                .append("\noutputs = ")
                .append(outputs().replace(",", ", "))
                .append("\ntable.k_bare.key.format = none\n");
        names().forEach(name -> text.append(
                """
                table.%1$s.topic = hr.public.%1$s
                table.%1$s.key = %2$s
                output.%1$s_all.topic = %1$s_all
                output.%1$s_all.from = %1$s
                output.%1$s_all.fields = %3$s
                """.formatted(name, key(name), name.equals("k_refers") ? "k_refers.id, c, u, t, n" : name + ".*")));
        text.append("output.k_refers_all.join = k_composite, k_uuid, k_text, k_numeric\n");
        text.append("output.k_refers_all.join.k_composite.on = k_refers.a, k_refers.b\n");
        text.append("output.k_refers_all.join.k_uuid.on = k_refers.u\n");
        text.append("output.k_refers_all.join.k_text.on = k_refers.b\n");
        text.append("output.k_refers_all.join.k_numeric.on = k_refers.n\n");
        for (String joined : List.of("k_composite", "k_uuid", "k_text", "k_numeric")) {
            text.append("output.k_refers_all.join.").append(joined).append(".type = left\n");
            text.append("output.k_refers_all.field.").append(joined.charAt(2)).append(" = ");
            text.append(joined).append(".v\n");
        }
        return text.toString();
    }
}
