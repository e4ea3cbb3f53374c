package dev.tributary.snowflake;

import dev.tributary.row.RowSchema;
import dev.tributary.topology.OutputSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SQL of one output's tables: every record as it came, the latest row of each key, and each row's past.
 *
 * <p>The connector only ever appends. Which of two rows of a key is the later one is told by {@code __position}, the place in
 * the source's commit order, and between equal positions (another table of the join has changed) by the Kafka offset: a key
 * lives in one partition of the output topic.
 *
 * @param key the output's key columns
 * @param columns every column of a record, metadata included
 */
public record OutputTable(Names names, SqlName landing, List<SqlName> key, List<LandingColumn> columns) {
    /** Where the connector writes topic, partition, offset and key of each record. */
    public static final String METADATA = "RECORD_METADATA";

    private static final String OFFSET = METADATA + ":offset::NUMBER";
    private static final List<String> NOT_READ = List.of("__deleted");
    private static final String INDENT = ",\n  ";

    /** The table of an output's records. */
    public static OutputTable of(Names names, SqlName landing, OutputSchema schema) {
        List<LandingColumn> columns = new ArrayList<>();
        RowSchema row = schema.row();
        for (int i = 0; i < row.size(); i++) {
            columns.add(LandingTypes.column(new SqlName(row.name(i)), row.type(i)));
        }
        return new OutputTable(
                names, landing, schema.key().stream().map(SqlName::new).toList(), columns);
    }

    public SqlName current() {
        return landing.with("_current");
    }

    public SqlName history() {
        return landing.with("_history");
    }

    /** The landing table, every column typed; NOT NULL nowhere, for a delete has nothing but its key. */
    String create() {
        return "CREATE TABLE IF NOT EXISTS " + names.in(landing) + " (\n  " + METADATA + " VARIANT,\n  "
                + columns.stream()
                        .map(column -> column.name() + " " + column.landingType())
                        .collect(Collectors.joining(INDENT))
                + "\n) ENABLE_SCHEMA_EVOLUTION = TRUE;";
    }

    /** The columns that a table of an earlier day may lack. */
    String widen() {
        return "ALTER TABLE " + names.in(landing) + " ADD COLUMN\n  "
                + columns.stream()
                        .map(column -> "IF NOT EXISTS " + column.name() + " " + column.landingType())
                        .collect(Collectors.joining(INDENT))
                + ";";
    }

    /** The latest row of each key, unless that says the key is gone. */
    public String current(Refresh refresh) {
        return refresh.create(names.in(current()), names.warehouse())
                + "SELECT\n  " + lines(read())
                + "\nFROM (\n  SELECT " + listed(landed())
                + "\n  FROM " + names.in(landing)
                + "\n  WHERE __position IS NOT NULL"
                + "\n  QUALIFY ROW_NUMBER() OVER (PARTITION BY " + listed(key) + " ORDER BY __position DESC, " + OFFSET
                + " DESC) = 1\n)\nWHERE NOT __deleted;";
    }

    /** Each row of each key with the time from which and until which it was the source's row. */
    public String history(Refresh refresh) {
        String order = "PARTITION BY " + listed(key) + " ORDER BY __position, __offset";
        return refresh.create(names.in(history()), names.warehouse())
                + "SELECT\n  " + lines(read())
                + ",\n  TO_TIMESTAMP_NTZ(__source_ts_ms, 3) AS valid_from"
                + ",\n  TO_TIMESTAMP_NTZ(__until_ms, 3) AS valid_to"
                + "\nFROM (\n  SELECT " + listed(landed()) + ", __offset,"
                + "\n    MIN(__source_ts_ms) OVER (" + order
                + " ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS __until_ms"
                + "\n  FROM (\n    SELECT " + listed(landed()) + ", " + OFFSET + " AS __offset"
                + "\n    FROM " + names.in(landing)
                + "\n    WHERE __position IS NOT NULL"
                + "\n    QUALIFY ROW_NUMBER() OVER (PARTITION BY " + listed(key) + ", __position, " + OFFSET
                + " ORDER BY __source_ts_ms) = 1\n  )\n)"
                + "\nWHERE NOT __deleted AND (__until_ms IS NULL OR __source_ts_ms < __until_ms);";
    }

    private List<String> read() {
        return columns.stream()
                .filter(column -> !NOT_READ.contains(column.name().text()))
                .map(LandingColumn::read)
                .toList();
    }

    private List<SqlName> landed() {
        return columns.stream().map(LandingColumn::name).toList();
    }

    private static String lines(List<String> expressions) {
        return String.join(INDENT, expressions);
    }

    private static String listed(List<SqlName> listed) {
        return listed.stream().map(SqlName::toString).collect(Collectors.joining(", "));
    }

    /** Names that the tables need for themselves, or that two columns share once they are in upper case. */
    List<String> clashes() {
        List<String> seen = new ArrayList<>();
        List<String> clashes = new ArrayList<>();
        Stream.concat(
                        Stream.of("record_metadata", "valid_from", "valid_to", "__offset", "__until_ms"),
                        landed().stream().map(SqlName::text))
                .forEach(name -> {
                    String folded = name.toUpperCase(Locale.ROOT);
                    if (seen.contains(folded)) {
                        clashes.add(name);
                    }
                    seen.add(folded);
                });
        return clashes;
    }
}
