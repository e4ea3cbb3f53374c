package dev.tributary.local.redshift;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redshift's SQL as Postgres runs it, and what of Postgres' SQL Redshift does not have. */
final class Dialect {
    private record Rule(Pattern pattern, String state, String message) {
        static Rule of(String pattern, String state, String message) {
            return new Rule(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), state, message);
        }
    }

    private static final List<Rule> NEVER = List.of(
            Rule.of(".*\\bON\\s+CONFLICT\\b.*", "42601", "syntax error at or near \"ON\""),
            Rule.of(".*\\bRETURNING\\b.*", "42601", "syntax error at or near \"RETURNING\""),
            Rule.of(".*\\bFROM\\s*\\(\\s*VALUES\\b.*", "42601", "syntax error at or near \"VALUES\""),
            Rule.of("\\s*CREATE\\s+(UNIQUE\\s+)?INDEX\\b.*", "0A000", "SQL command \"CREATE INDEX\" not supported"),
            Rule.of("\\s*COPY\\b.*\\bSTDIN\\b.*", "0A000", "COPY FROM STDIN is not supported"));

    private static final List<Rule> NEVER_IN_DDL = List.of(
            Rule.of(
                    ".*\\b(JSONB?|BYTEA|UUID|XML|MONEY|(BIG|SMALL)?SERIAL|HSTORE|INET|TINYINT|HUGEINT)\\b.*",
                    "0A000",
                    "Column has unsupported type"),
            Rule.of(".*\\[\\].*", "0A000", "Column has unsupported type: array"),
            Rule.of(
                    "\\s*ALTER\\s+TABLE\\b.*,\\s*(ADD|ALTER|DROP|RENAME)\\b.*",
                    "42601",
                    "syntax error at or near \",\""),
            Rule.of(
                    ".*\\bTYPE\\s+(?!VARCHAR|CHARACTER VARYING).*",
                    "0A000",
                    "ALTER COLUMN TYPE is supported for VARCHAR columns only"));

    private static final List<Rule> NEVER_INSIDE_A_TRANSACTION = List.of(
            Rule.of(
                    "\\s*ALTER\\s+TABLE\\b.*\\bALTER\\s+COLUMN\\b.*",
                    "25001",
                    "ALTER TABLE ALTER COLUMN cannot run inside a transaction block"),
            Rule.of(
                    "\\s*TRUNCATE\\b.*",
                    "25001",
                    "TRUNCATE commits the transaction it runs in, which the double takes for a mistake"));

    private static final Pattern DDL = Pattern.compile("(?is)\\s*(CREATE|ALTER)\\s.*\\bTABLE\\b.*");
    private static final Pattern LENGTHENING = Pattern.compile(
            "(?is)\\s*ALTER\\s+TABLE\\s+(\\S+)\\s+ALTER\\s+COLUMN\\s+(\\S+)\\s+TYPE\\s+VARCHAR\\((\\d+)\\)\\s*");
    private static final Pattern VARCHAR = Pattern.compile("(?i)(\"[^\"]+\"|\\w+)\\s+VARCHAR\\((\\d+)\\)");
    private static final Pattern DECIMAL = Pattern.compile("(?i)DECIMAL\\((\\d+),\\s*(\\d+)\\)");
    private static final Pattern UNENFORCED = Pattern.compile("(?i),\\s*PRIMARY KEY\\s*\\([^)]*\\)");

    private Dialect() {}

    /** The statement for Postgres; {@code inside} says whether a transaction is open. */
    static String translate(String sql, boolean inside) throws Refusal {
        refuse(NEVER, sql);
        if (inside) {
            refuse(NEVER_INSIDE_A_TRANSACTION, sql);
        }
        return DDL.matcher(sql).matches() ? translateDdl(sql) : sql;
    }

    private static void refuse(List<Rule> rules, String sql) throws Refusal {
        for (Rule rule : rules) {
            if (rule.pattern().matcher(sql).matches()) {
                throw new Refusal(rule.state(), rule.message());
            }
        }
    }

    private static String translateDdl(String sql) throws Refusal {
        refuse(NEVER_IN_DDL, sql);
        requireLengths(sql);
        Matcher lengthening = LENGTHENING.matcher(sql);
        if (lengthening.matches()) {
            return lengthened(lengthening);
        }
        // no key is enforced; the length of a text is one of bytes
        String keyless = UNENFORCED.matcher(sql).replaceAll("");
        String inBytes = VARCHAR.matcher(keyless).replaceAll("$1 VARCHAR($2) CHECK (octet_length($1) <= $2)");
        return inBytes.replaceAll("(?i)\\bSUPER\\b", "jsonb").replaceAll("(?i)\\bVARBYTE\\(\\d+\\)", "bytea");
    }

    private static String lengthened(Matcher statement) {
        String table = statement.group(1);
        String column = statement.group(2);
        String name = table.replaceAll(".*\\.", "") + "_" + column + "_check";
        return "ALTER TABLE " + table + " ALTER COLUMN " + column + " TYPE VARCHAR(" + statement.group(3)
                + "), DROP CONSTRAINT IF EXISTS \"" + name.replace("\"", "") + "\", ADD CHECK (octet_length(" + column
                + ") <= " + statement.group(3) + ")";
    }

    private static void requireLengths(String sql) throws Refusal {
        Matcher text = VARCHAR.matcher(sql);
        while (text.find()) {
            if (Integer.parseInt(text.group(2)) > 65_535) {
                throw new Refusal("42601", "length for type varchar cannot exceed 65535");
            }
        }
        Matcher decimal = DECIMAL.matcher(sql);
        while (decimal.find()) {
            if (Integer.parseInt(decimal.group(1)) > 38 || Integer.parseInt(decimal.group(2)) > 37) {
                throw new Refusal("42601", "DECIMAL precision or scale out of range");
            }
        }
    }

    /** The first word of a statement, in upper case. */
    static String verb(String sql) {
        return sql.strip().split("[\\s;]", 2)[0].toUpperCase(Locale.ROOT);
    }
}
