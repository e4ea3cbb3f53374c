package dev.tributary.config;

import java.util.Optional;

/**
 * A key as the reference shows it.
 *
 * @param pattern the key, with {@code <name>} for the parts that the user chooses
 * @param type what a value looks like
 * @param defaultValue empty: the key must be set; an empty text: unset is a choice of its own
 */
public record KeyDoc(String pattern, String type, Optional<String> defaultValue, String documentation) {}
