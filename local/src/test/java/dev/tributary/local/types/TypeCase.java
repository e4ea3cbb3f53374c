package dev.tributary.local.types;

import java.util.List;

/**
 * A column of one PostgreSQL type, and what it holds.
 *
 * @param column its name in source and warehouse
 * @param type as SQL writes it
 * @param values as text that PostgreSQL casts to the type
 * @param read the warehouse's value as text; {@code %s} is the column
 * @param same whether that text, {@code $1}, is the value of {@code %s}, asked of PostgreSQL
 * @param form in which form the two are compared, in a reader's words
 */
record TypeCase(String column, String type, List<String> values, String read, String same, String form) {
    private static final String TEXT = "CAST(%s AS VARCHAR)";

    /** The warehouse's text, cast back to the type, is spelt as the source's. */
    static TypeCase cast(String column, String type, String... values) {
        String same = "CAST($1 AS " + type + ")::text = %s::text";
        return new TypeCase(column, type, List.of(values), TEXT, same, "text, cast back");
    }

    /** Texts, character by character. */
    static TypeCase text(String column, String type, String... values) {
        return cast(column, type, values).same("$1 = format('%%s', %s)", "text");
    }

    /** Arrays: element by element, cast back. */
    static TypeCase array(String column, String element, String... values) {
        String same = "ARRAY(SELECT json_array_elements_text($1::json))::" + element + "[]::text = %s::text";
        return new TypeCase(
                column,
                element + "[]",
                List.of(values),
                "CAST(to_json(CAST(%s AS VARCHAR[])) AS VARCHAR)",
                same,
                "elements as text, cast back");
    }

    TypeCase read(String expression) {
        return new TypeCase(column, type, values, expression, same, form);
    }

    TypeCase same(String predicate, String told) {
        return new TypeCase(column, type, values, read, predicate, told);
    }
}
