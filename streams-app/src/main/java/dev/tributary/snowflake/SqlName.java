package dev.tributary.snowflake;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A name in Snowflake's SQL. Names that need no quotes are written without, in lower case; Snowflake, like its connector,
 * reads them in upper case.
 */
public record SqlName(String text) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*");
    private static final Set<String> RESERVED = Set.of(
            ("account all alter and any as between by case cast check column connect connection constraint create cross"
                            + " current current_date current_time current_timestamp current_user database delete distinct"
                            + " drop else exists false following for from full grant group gscluster having ilike in"
                            + " increment inner insert intersect into is issue join lateral left like localtime"
                            + " localtimestamp minus natural not null of on or order organization qualify regexp revoke"
                            + " right rlike row rows sample schema select set some start table tablesample then to"
                            + " trigger true try_cast union unique update using values view when whenever where with")
                    .split(" ", -1));

    /**
     * A name.
     *
     * @throws IllegalArgumentException when it has anything but letters, digits and underscores
     */
    public SqlName {
        if (!PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no name: write letters, digits and underscores, a letter first");
        }
    }

    /** The name with a word behind it. */
    SqlName with(String suffix) {
        return new SqlName(text + suffix);
    }

    @Override
    public String toString() {
        return RESERVED.contains(text.toLowerCase(Locale.ROOT))
                ? '"' + text.toUpperCase(Locale.ROOT) + '"'
                : text.toLowerCase(Locale.ROOT);
    }
}
