package dev.tributary.app;

import dev.tributary.config.Nearest;
import dev.tributary.errors.LetterHeaders;
import dev.tributary.serde.Replayed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.header.Headers;

/** Which dead letters are meant: {@code step=read-bonus and reason~"no row"}; by their headers alone. */
public final class LetterFilter {
    private static final Map<String, String> FIELDS = new TreeMap<>(Map.of(
            "step", LetterHeaders.STEP,
            "reason", LetterHeaders.REASON,
            "exception", LetterHeaders.EXCEPTION,
            "topic", LetterHeaders.TOPIC,
            "partition", LetterHeaders.PARTITION,
            "offset", LetterHeaders.OFFSET,
            "pipeline", LetterHeaders.PIPELINE,
            "replays", Replayed.TIMES));

    private static final Pattern CLAUSE =
            Pattern.compile("\\s*(\\w+)\\s*(!=|!~|=|~)\\s*(?:'([^']*)'|\"([^\"]*)\"|(\\S+))\\s*");
    private static final Pattern AND = Pattern.compile("and\\s", Pattern.CASE_INSENSITIVE);

    /** Lets every letter through. */
    public static final LetterFilter ALL = new LetterFilter(List.of());

    private final List<Predicate<Headers>> clauses;

    private LetterFilter(List<Predicate<Headers>> clauses) {
        this.clauses = clauses;
    }

    /**
     * Reads clauses joined by {@code and}: {@code =} and {@code !=} compare the whole text, {@code ~} and {@code !~} search for
     * a regular expression.
     *
     * @throws IllegalArgumentException saying what is wrong, and what is possible
     */
    public static LetterFilter parse(String text) {
        List<Predicate<Headers>> clauses = new ArrayList<>();
        Matcher clause = CLAUSE.matcher(text);
        int at = 0;
        while (at < text.length() || clauses.isEmpty()) {
            if (!clause.region(at, text.length()).lookingAt()) {
                throw new IllegalArgumentException("no clause at '" + text.substring(at)
                        + "': write field=text or field~pattern, quoted where it has blanks, joined by and");
            }
            clauses.add(clause(clause));
            at = clause.end();
            if (at < text.length()) {
                Matcher and = AND.matcher(text).region(at, text.length());
                if (!and.lookingAt()) {
                    throw new IllegalArgumentException("'and' is missing before '" + text.substring(at) + "'");
                }
                at = and.end();
            }
        }
        return new LetterFilter(clauses);
    }

    private static Predicate<Headers> clause(Matcher clause) {
        String name = clause.group(1).toLowerCase(Locale.ROOT);
        String header = FIELDS.get(name);
        if (header == null) {
            throw new IllegalArgumentException("a dead letter has no " + clause.group(1) + "; "
                    + Nearest.hint(name, FIELDS.keySet(), "it has " + String.join(", ", FIELDS.keySet())));
        }
        String operator = clause.group(2);
        Predicate<String> test = test(operator, value(clause));
        return operator.startsWith("!")
                ? headers -> !test.test(LetterHeaders.text(headers, header))
                : headers -> test.test(LetterHeaders.text(headers, header));
    }

    private static String value(Matcher clause) {
        for (int quoting = 3; quoting <= 4; quoting++) {
            if (clause.group(quoting) != null) {
                return clause.group(quoting);
            }
        }
        return clause.group(5);
    }

    private static Predicate<String> test(String operator, String value) {
        if (operator.endsWith("=")) {
            return value::equals;
        }
        try {
            return Pattern.compile(value).asPredicate();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + value + "' is no regular expression: " + e.getDescription(), e);
        }
    }

    boolean lets(Headers letter) {
        return clauses.stream().allMatch(clause -> clause.test(letter));
    }
}
