package dev.tributary.connect.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A key of a table as text and back, so that a scan can go on behind it: each value behind the letter of its type. */
final class KeyText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> PARTS = new TypeReference<>() {};

    private KeyText() {}

    static String write(Map<String, AttributeValue> key) {
        Map<String, String> parts = new TreeMap<>();
        key.forEach((name, value) -> parts.put(name, value.type().name() + Attributes.scalar(value)));
        try {
            return JSON.writeValueAsString(parts);
        } catch (JsonProcessingException e) {
            throw new ConnectException("cannot write the place of the scan", e);
        }
    }

    static Map<String, AttributeValue> read(String text) {
        if (text.isEmpty()) {
            return Map.of();
        }
        Map<String, AttributeValue> key = new HashMap<>();
        try {
            JSON.readValue(text, PARTS).forEach((name, part) -> key.put(name, value(part)));
        } catch (JsonProcessingException e) {
            throw new ConnectException("cannot read the stored place of the scan", e);
        }
        return key;
    }

    private static AttributeValue value(String part) {
        String text = Objects.requireNonNull(part).substring(1);
        return switch (part.charAt(0)) {
            case 'S' -> AttributeValue.fromS(text);
            case 'N' -> AttributeValue.fromN(text);
            default ->
                AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(text)));
        };
    }
}
