package dev.tributary.local.snowflake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The statements that the connector sends, each with its own answer; any other is an error. */
final class Statements {

    private static final String NAME = "(\"[^\"]+\"|\\w+)";
    private static final String COMMENT = " comment '(?:[^']|'')*'";
    private static final Pattern NEW_COLUMN = Pattern.compile(
            "if not exists " + NAME + " (\\w+(?:\\([^)]*\\))?)(?:" + COMMENT + ")?", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOOSENED =
            Pattern.compile(NAME + " drop not null, " + NAME + COMMENT, Pattern.CASE_INSENSITIVE);

    private final Account account;
    private final Tables tables;
    private final Grants grants;
    private final Journal journal;
    private final List<Known> known = new ArrayList<>();

    /** A statement as it came: its text matched, and its bindings from 1 on. */
    record Asked(Matcher text, List<String> bindings) {

        String first() throws SqlFailure {
            if (bindings.isEmpty()) {
                throw SqlFailure.unknown("a statement without its binding");
            }
            return bindings.get(0);
        }
    }

    private record Known(Pattern pattern, Answerer answerer) {}

    private interface Answerer {
        ObjectNode answer(Asked asked) throws SQLException, SqlFailure;
    }

    Statements(Account account, Tables tables, Grants grants, Journal journal) {
        this.account = account;
        this.tables = tables;
        this.grants = grants;
        this.journal = journal;
        know("use database identifier\\(\\?\\)", this::useDatabase);
        know("use schema identifier\\(\\?\\)", asked -> use("Schema", account.schema(), asked));
        know("desc table identifier\\(\\?\\)", this::describe);
        know(
                "create table if not exists identifier\\(\\?\\) \\((record_metadata variant(?:" + COMMENT
                        + ")?(?:, record_content variant)?)\\)",
                this::create);
        know("alter table identifier\\(\\?\\) set enable_schema_evolution = true", this::evolve);
        know("alter table identifier\\(\\?\\) add record_metadata variant", this::addMetadata);
        know("alter table identifier\\(\\?\\) add column ((?:,? ?" + NEW_COLUMN + " ?)+)", this::addColumns);
        know("alter table identifier\\(\\?\\) alter ((?:(?:, )?" + LOOSENED + ")+)", this::dropNotNull);
        know("show grants on table identifier\\(\\?\\)", this::grants);
        know("show tables like '([^']*)' limit 1", this::show);
        know(
                "select system\\$snowpipe_streaming_migrate_channel_offset_token\\(\\(\\?\\), \\(\\?\\), \\(\\?\\)\\);?",
                asked -> migrated());
    }

    private void know(String pattern, Answerer answerer) {
        known.add(new Known(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), answerer));
    }

    /** The {@code data} of the answer. */
    ObjectNode answer(String sql, List<String> bindings) throws SQLException, SqlFailure {
        journal.statement(sql);
        String text = sql.strip().replaceAll("\\s+", " ");
        for (Known each : known) {
            Matcher matcher = each.pattern().matcher(text);
            if (matcher.matches()) {
                return each.answerer().answer(new Asked(matcher, bindings));
            }
        }
        journal.problem("unknown statement: " + sql);
        throw SqlFailure.unknown("this statement");
    }

    private static ObjectNode executed() {
        return Answers.rows(List.of("status"), List.of(List.of("Statement executed successfully.")));
    }

    private static ObjectNode use(String kind, String own, Asked asked) throws SqlFailure {
        if (!Names.stored(asked.first()).equals(own)) {
            throw SqlFailure.missing(kind, asked.first());
        }
        return executed();
    }

    private ObjectNode useDatabase(Asked asked) throws SqlFailure {
        if (!grants.allows(Grants.Right.USE_DATABASE)) {
            throw SqlFailure.missing("Database", asked.first());
        }
        return use("Database", account.database(), asked);
    }

    /** A table that the role may see. */
    private String existing(Asked asked) throws SQLException, SqlFailure {
        String table = tables.resolve(asked.first());
        tables.requireVisible(table);
        return table;
    }

    private ObjectNode describe(Asked asked) throws SQLException, SqlFailure {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Column column : tables.columns(existing(asked))) {
            rows.add(row(column.name(), column.type().spelled(), "COLUMN", column.nullable() ? "Y" : "N", null));
        }
        return Answers.rows(List.of("name", "type", "kind", "null?", "default"), rows);
    }

    private static List<@Nullable String> row(@Nullable String... cells) {
        List<@Nullable String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(cell);
        }
        return row;
    }

    private ObjectNode create(Asked asked) throws SQLException, SqlFailure {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("RECORD_METADATA", ColumnType.parse("VARIANT"), true));
        if (asked.text().group(1).toLowerCase(Locale.ROOT).contains("record_content")) {
            columns.add(new Column("RECORD_CONTENT", ColumnType.parse("VARIANT"), true));
        }
        grants.require(Grants.Right.CREATE_TABLE, "schema '" + account.schema() + "'");
        String table = tables.resolve(asked.first());
        if (!tables.exists(table)) {
            tables.create(table, columns);
            grants.own(table);
        }
        return executed();
    }

    private String owned(Asked asked) throws SQLException, SqlFailure {
        String table = existing(asked);
        grants.requireOneOf(table, "OWNERSHIP");
        return table;
    }

    /** Snowflake lets a role add columns that may evolve the schema, by its own account; not seen there. */
    private String evolving(Asked asked) throws SQLException, SqlFailure {
        String table = existing(asked);
        grants.requireOneOf(table, "OWNERSHIP", "EVOLVE SCHEMA");
        return table;
    }

    private ObjectNode evolve(Asked asked) throws SQLException, SqlFailure {
        tables.evolve(owned(asked));
        return executed();
    }

    private ObjectNode addMetadata(Asked asked) throws SQLException, SqlFailure {
        tables.add(evolving(asked), List.of(new Column("RECORD_METADATA", ColumnType.parse("VARIANT"), true)));
        return executed();
    }

    private ObjectNode addColumns(Asked asked) throws SQLException, SqlFailure {
        List<Column> columns = new ArrayList<>();
        Matcher each = NEW_COLUMN.matcher(asked.text().group(1));
        while (each.find()) {
            columns.add(new Column(Names.stored(each.group(1)), ColumnType.parse(each.group(2)), true));
        }
        tables.add(evolving(asked), columns);
        return executed();
    }

    private ObjectNode dropNotNull(Asked asked) throws SQLException, SqlFailure {
        String table = evolving(asked);
        Matcher each = LOOSENED.matcher(asked.text().group(1));
        while (each.find()) {
            tables.allowNulls(table, Names.stored(each.group(1)));
        }
        return executed();
    }

    private ObjectNode grants(Asked asked) throws SQLException, SqlFailure {
        String table = existing(asked);
        List<List<@Nullable String>> rows = new ArrayList<>();
        grants.of(table).forEach(privilege -> rows.add(row(privilege, "TABLE", table, "ROLE", account.role())));
        return Answers.rows(List.of("privilege", "granted_on", "name", "granted_to", "grantee_name"), rows);
    }

    private ObjectNode show(Asked asked) throws SQLException, SqlFailure {
        String table = tables.resolve(asked.text().group(1));
        List<List<@Nullable String>> rows = new ArrayList<>();
        if (tables.exists(table) && !grants.of(table).isEmpty()) {
            rows.add(row(table, account.database(), account.schema(), tables.evolves(table) ? "Y" : "N"));
        }
        return Answers.rows(List.of("name", "database_name", "schema_name", "enable_schema_evolution"), rows);
    }

    private static ObjectNode migrated() {
        String answer = "{\"responseCode\": 51, \"responseMessage\": \"Source Channel does not exist\"}";
        return Answers.rows(List.of("result"), List.of(List.of(answer)));
    }
}
