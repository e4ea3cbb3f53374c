package dev.tributary.snowflake;

import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.OutputField;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Comments that say which columns of an output are tokens, and how Snowflake hides them and limits the rows. */
final class PolicyHints {
    private static final Pattern TOKEN = Pattern.compile("\\btoken\\s*\\(");

    private final OutputTable table;
    private final Refresh refresh;
    private final List<OutputField.Computed> tokens;

    PolicyHints(OutputTable table, Refresh refresh, Output output) {
        this.table = table;
        this.refresh = refresh;
        this.tokens = output.fields().stream()
                .filter(OutputField.Computed.class::isInstance)
                .map(OutputField.Computed.class::cast)
                .filter(field -> TOKEN.matcher(field.expression()).find())
                .toList();
    }

    /** SQL comments; empty when the output has no token. */
    String text() {
        if (tokens.isEmpty()) {
            return "";
        }
        Names names = table.names();
        String policy = names.in(new SqlName("hide_token"));
        String kept = names.in(new SqlName("own_rows"));
        return tokens.stream().map(PolicyHints::said).collect(Collectors.joining())
                + "-- A token says of two rows that they mean the same person. To show it to one role only (Enterprise edition), give\n"
                + "-- readers " + table.current() + " and " + table.history() + ", never " + table.landing()
                + ", and after each CREATE OR REPLACE,\n-- which drops policies:\n"
                + "--   CREATE MASKING POLICY IF NOT EXISTS " + policy + " AS (token VARCHAR) RETURNS VARCHAR ->\n"
                + "--     CASE WHEN IS_ROLE_IN_SESSION('TOKEN_READER') THEN token END;\n"
                + tokens.stream().map(field -> masked(field, policy)).collect(Collectors.joining())
                + "-- To show rows to one role only, or some of them, by the key:\n"
                + "--   CREATE ROW ACCESS POLICY IF NOT EXISTS " + kept + " AS (id NUMBER) RETURNS BOOLEAN ->\n"
                + "--     IS_ROLE_IN_SESSION('PAYROLL_READER');\n"
                + "--   ALTER " + refresh.kind() + " " + names.in(table.current()) + " ADD ROW ACCESS POLICY " + kept
                + " ON ("
                + table.key().get(0) + ");\n";
    }

    private static String said(OutputField.Computed field) {
        return "-- " + field.name() + " = " + field.expression() + ": a keyed hash, equal for equal values.\n";
    }

    private String masked(OutputField.Computed field, String policy) {
        return Stream.of(table.current(), table.history())
                .map(object ->
                        "--   ALTER " + refresh.kind() + " " + table.names().in(object) + " MODIFY COLUMN "
                                + new SqlName(field.name()) + " SET MASKING POLICY " + policy + ";\n")
                .collect(Collectors.joining());
    }
}
