package dev.tributary.connect.dynamodb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB's values as text: numbers with all their digits, bytes in Base64, maps by name and sets sorted. */
final class Attributes {
    private static final JsonFactory JSON = new JsonFactory();

    private Attributes() {}

    /** The text of a single value; null for one that has parts. */
    static @Nullable String scalar(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s();
            case N -> number(value.n());
            case BOOL -> value.bool().toString();
            case B -> base64(value.b());
            default -> null;
        };
    }

    static boolean isNull(@Nullable AttributeValue value) {
        return value == null || value.type() == AttributeValue.Type.NUL;
    }

    /** Equal values have equal text. */
    static String json(AttributeValue value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static String json(Map<String, AttributeValue> item) {
        return json(AttributeValue.fromM(item));
    }

    private static void write(AttributeValue value, JsonGenerator out) throws IOException {
        switch (value.type()) {
            case S -> out.writeString(value.s());
            case N -> out.writeNumber(number(value.n()));
            case BOOL -> out.writeBoolean(value.bool());
            case B -> out.writeString(base64(value.b()));
            case SS ->
                array(value.ss().stream().sorted().map(AttributeValue::fromS).toList(), out);
            case NS -> array(numbers(value.ns()), out);
            case BS -> array(bytes(value.bs()), out);
            case L -> array(value.l(), out);
            case M -> object(value.m(), out);
            default -> out.writeNull();
        }
    }

    private static List<AttributeValue> numbers(List<String> set) {
        return set.stream()
                .sorted(Comparator.comparing(BigDecimal::new))
                .map(AttributeValue::fromN)
                .toList();
    }

    private static List<AttributeValue> bytes(List<SdkBytes> set) {
        return set.stream()
                .map(Attributes::base64)
                .sorted()
                .map(AttributeValue::fromS)
                .toList();
    }

    private static void array(List<AttributeValue> values, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (AttributeValue value : values) {
            write(value, out);
        }
        out.writeEndArray();
    }

    private static void object(Map<String, AttributeValue> values, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, AttributeValue> entry : new TreeMap<>(values).entrySet()) {
            out.writeFieldName(entry.getKey());
            write(entry.getValue(), out);
        }
        out.writeEndObject();
    }

    private static String number(String text) {
        return new BigDecimal(text).toPlainString();
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }
}
