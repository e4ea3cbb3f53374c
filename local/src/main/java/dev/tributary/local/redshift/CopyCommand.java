package dev.tributary.local.redshift;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** COPY of a table from one file in S3, as far as the double knows it. */
record CopyCommand(String table, String url, boolean parquet, boolean noLoad, String nullAs, int maxErrors) {
    private static final Pattern HEAD =
            Pattern.compile("(?is)\\s*COPY\\s+(\\S+)\\s+FROM\\s+'(s3://[^']+)'\\s+(IAM_ROLE\\s+(?:default|'[^']+')"
                    + "|ACCESS_KEY_ID\\s+'[^']*'\\s+SECRET_ACCESS_KEY\\s+'[^']*')(.*)");
    private static final Pattern NULL_AS = Pattern.compile("(?i)NULL AS '([^']*)'");
    private static final Pattern MAX_ERRORS = Pattern.compile("(?i)MAXERROR (\\d+)");
    private static final Pattern KNOWN = Pattern.compile("(?i)FORMAT( AS)? (CSV|PARQUET)|GZIP|NOLOAD|NULL AS '[^']*'"
            + "|(DATE|TIME)FORMAT 'auto'|(STAT|COMP)UPDATE OFF|MAXERROR \\d+|REGION '[^']*'");
    private static final Set<String> NOT_COLUMNAR =
            Set.of("GZIP", "NOLOAD", "NULL AS", "FORMAT 'AUTO'", "MAXERROR", "REGION", "COMPUPDATE");

    static boolean is(String sql) {
        return Dialect.verb(sql).equals("COPY") && sql.toLowerCase(Locale.ROOT).contains("'s3://");
    }

    static CopyCommand parse(String sql) throws Refusal {
        Matcher head = HEAD.matcher(sql);
        if (!head.matches()) {
            throw new Refusal("42601", "syntax error in COPY");
        }
        String options = head.group(4);
        String unknown = KNOWN.matcher(options).replaceAll("").strip();
        if (!unknown.isEmpty()) {
            throw new Refusal("42601", "syntax error at or near \"" + unknown.split("\\s", 2)[0] + "\" in COPY");
        }
        String upper = options.toUpperCase(Locale.ROOT);
        boolean parquet = upper.contains("PARQUET");
        for (String option : NOT_COLUMNAR) {
            if (parquet && upper.contains(option)) {
                throw new Refusal("0A000", option + " argument is not supported for PARQUET based COPY");
            }
        }
        Matcher nullAs = NULL_AS.matcher(options);
        Matcher errors = MAX_ERRORS.matcher(options);
        return new CopyCommand(
                head.group(1),
                head.group(2),
                parquet,
                upper.contains("NOLOAD"),
                nullAs.find() ? nullAs.group(1) : "\\N",
                errors.find() ? Integer.parseInt(errors.group(1)) : 0);
    }
}
