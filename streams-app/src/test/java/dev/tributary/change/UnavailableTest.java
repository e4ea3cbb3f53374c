package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnavailableTest {
    private static final String TEXT = "__debezium_unavailable_value";
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);

    @Test
    void shouldKnowTheStandInOfEveryType() {
        assertThat(Unavailable.is(TEXT)).as("text, json, xml …").isTrue();
        assertThat(Unavailable.is(ByteBuffer.wrap(BYTES))).as("bytea").isTrue();
        assertThat(Unavailable.is("{\"" + TEXT + "\":\"" + TEXT + "\"}"))
                .as("hstore as JSON")
                .isTrue();
        assertThat(Unavailable.is(Map.of(TEXT, TEXT))).as("hstore as a map").isTrue();
        assertThat(Unavailable.is(List.of(TEXT))).as("text[], json[]").isTrue();
        assertThat(Unavailable.is(List.of(ByteBuffer.wrap(BYTES))))
                .as("bytea[]")
                .isTrue();
        assertThat(Unavailable.is(TEXT.chars().boxed().toList()))
                .as("integer[], date[]")
                .isTrue();
        assertThat(Unavailable.is(TEXT.chars().asLongStream().boxed().toList()))
                .as("bigint[]")
                .isTrue();
        // the name-based UUID of the text's bytes
        assertThat(Unavailable.is(
                        List.of(java.util.UUID.nameUUIDFromBytes(BYTES).toString())))
                .as("uuid[]")
                .isTrue();
    }

    @Test
    void shouldTakeEverythingElseForAValue() {
        assertThat(Unavailable.is("")).isFalse();
        assertThat(Unavailable.is(TEXT + "!")).isFalse();
        assertThat(Unavailable.is(List.of())).isFalse();
        assertThat(Unavailable.is(List.of(TEXT, TEXT))).isFalse();
        assertThat(Unavailable.is(Arrays.asList((Object) null))).isFalse();
        assertThat(Unavailable.is(List.of(95, 95))).isFalse();
        assertThat(Unavailable.is(ByteBuffer.allocate(BYTES.length))).isFalse();
        assertThat(Unavailable.is(7)).isFalse();
    }
}
