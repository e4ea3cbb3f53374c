package dev.tributary.pipeline;

import dev.tributary.config.KeyDoc;
import dev.tributary.config.Nearest;
import java.util.List;
import java.util.Optional;

/** Every key of a pipeline file: the one place where a key is named, given its default and explained. */
public final class PipelineKeys {
    public static final List<KeyDoc> ALL = List.of(
            required("pipeline", "name", "The pipeline's name."),
            required(
                    "tables",
                    "names",
                    "The tables that change topics are read as; each has its `table.<table>.…` keys."),
            required("table.<table>.topic", "topic", "The change topic."),
            required("table.<table>.key", "columns", "The key columns, in the order of the topic's key."),
            optional(
                    "table.<table>.envelope",
                    "debezium | row",
                    "debezium",
                    "The outer shape of a change: Debezium's before/after, or the row itself (a null value deletes it)."),
            optional(
                    "table.<table>.format",
                    "avro | json",
                    "avro",
                    "How values are written: Avro in Confluent's wire format, or JSON with or without Connect's embedded schema."),
            optional(
                    "table.<table>.key.format",
                    "json | text | int32 | int64 | avro | none",
                    "json",
                    "How keys are written. `avro` (its bytes carry a schema id) and `none` (taken from the row) put the table "
                            + "behind a repartition."),
            optional(
                    "table.<table>.schema",
                    "path",
                    "An Avro schema (.avsc) of the row or of its Debezium envelope, relative to this file. Without it an Avro "
                            + "table's schema comes from the Schema Registry at start; a JSON table needs `schema` or `columns`."),
            optional(
                    "table.<table>.columns",
                    "column type, …",
                    "The row's columns instead of a schema: `employee_id int, hourly_rate decimal(12,2)?, first_name string`; "
                            + "`?` allows null. Types: "
                            + String.join(", ", ColumnTypes.names()) + "."),
            optional(
                    "table.<table>.merge",
                    "replace | ignore-nulls",
                    "replace",
                    "What an incoming null does: it is the new value, or it keeps the old one."),
            optional(
                    "table.<table>.epoch",
                    "number ≥ 0",
                    "0",
                    "Counts restarts of the source's positions (a recreated topic, a restored database): raise it by one then, "
                            + "so that changes from the new history win over rows of the old one."),
            required("outputs", "names", "The output topics to write; each has its `output.<output>.…` keys."),
            required("output.<output>.topic", "topic", "The output topic."),
            required("output.<output>.from", "table", "The driving table; its key is the output's key."),
            optional("output.<output>.join", "tables", "The tables joined to it, in order."),
            required(
                    "output.<output>.join.<table>.on",
                    "columns",
                    "The columns that hold the joined table's key, in its order: `bonus.employee_id`."),
            optional(
                    "output.<output>.join.<table>.type",
                    "inner | left",
                    "inner",
                    "Whether a row without its partner is left out, or goes out with nulls."),
            optional(
                    "output.<output>.join.<table>.wait",
                    "duration, 30s or 10m or 2h",
                    "Only with `kind = stream`: how long an event is held for a missing partner before it goes to the dead "
                            + "letter topic. Without it an event does not wait."),
            optional(
                    "output.<output>.join.<table>.broadcast",
                    "true | false",
                    "false",
                    "Whether the joined table goes to the rows, instead of each row to the partition of its partner. Saves "
                            + "each row a hop through Kafka and keeps the output in order. With `kind = table` every "
                            + "partition of the rows has a copy of the table, on disk and in Kafka; with `kind = stream` "
                            + "every instance has one, and `wait` is needed, because the copy comes a hop later than "
                            + "the table's topic tells. At a start events stay in their topic until the table is read. For a "
                            + "table that is small beside the rows."),
            optional(
                    "output.<output>.kind",
                    "table | stream",
                    "table",
                    "`table`: at all times the SQL answer over the source. `stream`: each driving event is enriched once."),
            required(
                    "output.<output>.fields",
                    "columns",
                    "The output's columns in order: `table.column`, `table.*`, or a name whose `field.<field>` follows."),
            optional(
                    "output.<output>.field.<field>",
                    "expression",
                    "A checked CEL expression over `table.column`s, or one `table.column` under another name. Beside CEL's own "
                            + "functions there are `text(x)`; `token(x)`, a keyed hash of 32 hexadecimal digits, equal for "
                            + "equal values; `mask_last(x, n)`, whose last n characters are `*`; and `redact(x)`. Over a null "
                            + "column an expression is null, as in SQL, unless it tests for null: "
                            + "`payroll.age == null ? 0 : payroll.age`, `has(payroll.age)`. Decimals have no arithmetic."),
            optional(
                    "output.<output>.deletes",
                    "row | tombstone | both",
                    "both",
                    "What a deleted row leaves: a row with `__deleted = true`, a tombstone, or one after the other."),
            optional("output.<output>.format", "avro | json", "avro", "How the output's values are written."),
            optional(
                    "output.<output>.metadata",
                    "true | false",
                    "true",
                    "Whether rows carry `__op`, `__deleted`, `__source_ts_ms`, `__commit_lsn`, `__lsn`, `__tx_id` and "
                            + "`__position`."),
            optional(
                    "output.<output>.evolution",
                    "lenient | exception | evolve | try_evolve | ignore",
                    "lenient",
                    "What the output does when the source changes the columns of a table whose schema comes from the Schema "
                            + "Registry. `lenient`: new columns of a `table.*` go out, types widen, and no column leaves: "
                            + "one that the source drops is null from then on. `evolve`: columns also leave; a change that "
                            + "it cannot follow stops the application. `try_evolve`: as `evolve`, but keeps its columns "
                            + "where it cannot follow. `exception`: a change that reaches the output stops the "
                            + "application. `ignore`: the columns stay those of the start."),
            optional(
                    "output.<output>.order",
                    "position | strict",
                    "position",
                    "`position`: after a row has come to refer elsewhere, an older version of it may reach the topic late; its "
                            + "`__position` tells, and our sinks heed it. `strict`, only with `kind = table`: no version "
                            + "comes behind a newer one of its key, for consumers that take the last record as it is. Its "
                            + "price: each row goes through one more internal topic, and a store keeps the last position of "
                            + "every key, deleted ones too. Without joins, or where the joined keys are columns of the "
                            + "output's own key, order costs nothing."));

    private PipelineKeys() {}

    private static KeyDoc required(String pattern, String type, String documentation) {
        return new KeyDoc(pattern, type, Optional.empty(), documentation);
    }

    private static KeyDoc optional(String pattern, String type, String documentation) {
        return optional(pattern, type, "", documentation);
    }

    private static KeyDoc optional(String pattern, String type, String defaultValue, String documentation) {
        return new KeyDoc(pattern, type, Optional.of(defaultValue), documentation);
    }

    /** The definition that a key of a file falls under. */
    static Optional<KeyDoc> of(String key) {
        return ALL.stream().filter(doc -> matches(doc.pattern(), key)).findFirst();
    }

    private static boolean matches(String pattern, String key) {
        String[] wanted = pattern.split("\\.", -1);
        String[] found = key.split("\\.", -1);
        if (wanted.length != found.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals(found[i]) && !wanted[i].startsWith("<")) {
                return false;
            }
        }
        return true;
    }

    /** What to do about an unknown key: the nearest known one, with the file's own names put in. */
    static String advice(String key) {
        List<String> candidates =
                ALL.stream().map(doc -> withNames(doc.pattern(), key)).toList();
        return Nearest.hint(key, candidates, "config/REFERENCE.md lists the keys");
    }

    private static String withNames(String pattern, String key) {
        String[] wanted = pattern.split("\\.", -1);
        String[] found = key.split("\\.", -1);
        for (int i = 0; i < wanted.length && i < found.length; i++) {
            wanted[i] = wanted[i].startsWith("<") ? found[i] : wanted[i];
        }
        return String.join(".", wanted);
    }
}
