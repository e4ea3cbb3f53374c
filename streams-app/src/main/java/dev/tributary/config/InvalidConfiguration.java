package dev.tributary.config;

import java.util.List;
import java.util.stream.Collectors;

/** Configuration that cannot be used; carries every mistake found, in the order of the file. */
public class InvalidConfiguration extends RuntimeException {
    private final transient List<Problem> problems;

    public InvalidConfiguration(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
