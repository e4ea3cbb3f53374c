package dev.tributary.pipeline;

import dev.tributary.config.KeyDoc;
import dev.tributary.config.Problem;
import dev.tributary.config.PropertyFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The keys under one prefix of a file; a value that cannot be read is noted and a stand-in goes on. */
final class Section {
    static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,4})\\s*(ms|s|m|h|d)");

    private final PropertyFile file;
    private final String prefix;
    private final List<Problem> problems;

    Section(PropertyFile file, String prefix, List<Problem> problems) {
        this.file = file;
        this.prefix = prefix;
        this.problems = problems;
    }

    Section under(String name) {
        return new Section(file, prefix + name + ".", problems);
    }

    PropertyFile file() {
        return file;
    }

    /** A key's full name. */
    String name(String key) {
        return prefix + key;
    }

    /** The value, else the key's default, else empty. */
    Optional<String> text(String name) {
        return file.value(prefix + name)
                .filter(value -> !value.isEmpty())
                .or(() -> PipelineKeys.of(prefix + name).flatMap(KeyDoc::defaultValue))
                .filter(value -> !value.isEmpty());
    }

    boolean has(String name) {
        return file.value(prefix + name).filter(value -> !value.isEmpty()).isPresent();
    }

    String required(String name) {
        return text(name).orElseGet(() -> {
            String type = PipelineKeys.of(prefix + name).map(KeyDoc::type).orElse("value");
            problem(name, "is missing", "add " + prefix + name + " = <" + type + ">");
            return "";
        });
    }

    String topic(String name) {
        String topic = required(name);
        if (!topic.isEmpty() && !TOPIC.matcher(topic).matches()) {
            problem(name, topic + " is no topic name", "use letters, digits, '.', '_' and '-', at most 249");
        }
        return topic;
    }

    /** A comma-separated list. */
    List<String> list(String name) {
        return text(name).map(Section::split).orElse(List.of());
    }

    /** A comma-separated list of identifiers, each only once. */
    List<String> names(String name) {
        List<String> names = new ArrayList<>();
        for (String candidate : list(name)) {
            if (!NAME.matcher(candidate).matches()) {
                problem(name, "'" + candidate + "' is no name", "use letters, digits and '_', no digit first");
            } else if (names.contains(candidate)) {
                problem(name, candidate + " is listed twice", "keep one of them");
            } else {
                names.add(candidate);
            }
        }
        return names;
    }

    static List<String> split(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** One of an enum's constants, written in lower case; the key has a default. */
    <E extends Enum<E>> E choice(String name, Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        return parse(
                        name,
                        spelling(constants),
                        text -> constants.stream()
                                .filter(constant ->
                                        constant.name().toLowerCase(Locale.ROOT).equals(text))
                                .findFirst())
                .orElse(constants.get(0));
    }

    private static String spelling(List<? extends Enum<?>> constants) {
        return "one of "
                + String.join(
                        ", ",
                        constants.stream()
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .toList());
    }

    /** Whether the value is the second of two words, the first of which is the default. */
    boolean second(String name, String first, String second) {
        return parse(
                        name,
                        "one of " + first + ", " + second,
                        text -> Optional.of(text).filter(List.of(first, second)::contains))
                .filter(second::equals)
                .isPresent();
    }

    int number(String name) {
        return parse(
                        name,
                        "a number from 0 to 9999",
                        text -> Optional.of(text)
                                .filter(digits -> digits.matches("\\d{1,9}"))
                                .map(Integer::valueOf))
                .orElse(0);
    }

    Optional<Duration> duration(String name) {
        return parse(name, "a duration such as 30s, 10m or 2h", Section::duration0);
    }

    private static Optional<Duration> duration0(String text) {
        var matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                });
    }

    private <T> Optional<T> parse(String name, String expected, Function<String, Optional<T>> parser) {
        Optional<String> text = text(name);
        Optional<T> value = text.flatMap(parser);
        if (text.isPresent() && value.isEmpty()) {
            problem(name, "'" + text.get() + "' is not possible", "use " + expected);
        }
        return value;
    }

    void problem(String name, String what, String fix) {
        problems.add(file.problem(prefix + name, what, fix));
    }
}
