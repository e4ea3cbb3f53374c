package dev.tributary.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** Reads the application's file, finding every mistake before it gives up. */
final class AppConfigReader {
    private final PropertyFile file;
    private final Map<String, String> overrides;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<Problem> problems;
    private final List<Problem> unresolved = new ArrayList<>();

    AppConfigReader(PropertyFile file, Map<String, String> overrides) {
        this.file = file;
        this.overrides = overrides;
        this.problems = new ArrayList<>(file.problems());
        file.keys().forEach(key -> values.put(key, file.value(key).orElse("")));
        values.putAll(overrides);
        // A key with nothing behind it is a key that is not set.
        values.values().removeIf(String::isEmpty);
    }

    AppConfig read(boolean strict) {
        values.keySet().forEach(this::known);
        resolve();
        unresolved.forEach(problem -> values.remove(problem.key()));
        if (strict) {
            problems.addAll(unresolved);
        }
        required();
        ours();
        values.forEach((key, value) -> KafkaKeys.objection(key, value)
                .ifPresent(objection -> problem(key, objection, "see Kafka's documentation of the key")));
        if (!problems.isEmpty()) {
            problems.sort((a, b) -> Integer.compare(a.line(), b.line()));
            throw new InvalidConfiguration(problems);
        }
        return new AppConfig(file.path(), values, unresolved);
    }

    private void known(String key) {
        boolean ours = key.startsWith(AppKeys.PREFIX);
        if (ours ? AppKeys.DEF.names().contains(key) : provider(key) || KafkaKeys.isKnown(key)) {
            return;
        }
        Set<String> names = new TreeSet<>(AppKeys.DEF.names());
        names.addAll(KafkaKeys.like(key));
        String otherwise = ours
                ? "ours are " + AppKeys.names()
                : "it is no key of Kafka Streams, its clients or the Schema Registry";
        problem(key, "is not known", Nearest.hint(key, names, otherwise));
    }

    private static boolean provider(String key) {
        return key.equals(References.PROVIDERS) || key.startsWith(References.PROVIDERS + ".");
    }

    private void resolve() {
        try (References references = References.of(values)) {
            values.replaceAll((key, value) -> resolve(references, key, value));
        } catch (ReflectiveOperationException | ClassCastException e) {
            problem(References.PROVIDERS, "cannot be made: " + e, "check the class and the class path");
        }
    }

    private String resolve(References references, String key, String value) {
        try {
            String resolved = references.resolve(value);
            // Only a reference that was there before: a secret may well look like one.
            Optional<String> missing = resolved.equals(value) ? References.missing(value) : Optional.empty();
            missing.ifPresent(what -> unresolved.add(at(key, what, "provide it")));
            return resolved;
        } catch (ConfigException e) {
            unresolved.add(at(key, "its reference cannot be followed: " + e.getMessage(), "provide the file"));
            return value;
        }
    }

    private void required() {
        for (KeyDoc key : AppKeys.REQUIRED) {
            if (!values.containsKey(key.pattern()) && !noted(key.pattern())) {
                problem(key.pattern(), "is missing", "add " + key.pattern() + " = <" + key.type() + ">");
            }
        }
    }

    private void ours() {
        Map<String, String> own = new LinkedHashMap<>(values);
        own.keySet().retainAll(AppKeys.DEF.names());
        for (ConfigValue value : AppKeys.DEF.validate(own)) {
            if (!value.errorMessages().isEmpty() && !noted(value.name())) {
                boolean missing = !own.containsKey(value.name());
                String what = missing ? "is missing" : value.errorMessages().get(0);
                problem(value.name(), what, "config/REFERENCE.md explains the key");
            }
        }
    }

    private boolean noted(String key) {
        return unresolved.stream().anyMatch(problem -> problem.key().equals(key));
    }

    private void problem(String key, String what, String fix) {
        problems.add(at(key, what, fix));
    }

    private Problem at(String key, String what, String fix) {
        return overrides.containsKey(key)
                ? new Problem("override of " + file.path(), 0, key, what, fix)
                : file.problem(key, what, fix);
    }
}
