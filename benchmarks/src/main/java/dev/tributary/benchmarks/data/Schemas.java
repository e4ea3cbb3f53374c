package dev.tributary.benchmarks.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/** The Avro schemas that the benchmark ships. */
public enum Schemas {
    /** What Debezium's connector registers for {@code payroll}. */
    PAYROLL_ENVELOPE("payroll-envelope"),
    /** What Debezium's connector registers for {@code bonus}. */
    BONUS_ENVELOPE("bonus-envelope"),
    /** The columns of {@code payroll} as its JSON events have them. */
    PAYROLL_ROW("payroll-row"),
    /** The columns of {@code bonus} as its JSON events have them. */
    BONUS_ROW("bonus-row"),
    /** What the hand-written join writes. */
    LIMIT_JOIN_OUTPUT("limit-join-output");

    private final String text;

    Schemas(String file) {
        this.text = read("/schemas/" + file + ".avsc");
    }

    /** The schema as the file has it. */
    public String text() {
        return text;
    }

    public Schema parse() {
        return new Schema.Parser().parse(text);
    }

    private static String read(String resource) {
        try (InputStream file = Schemas.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
