package dev.tributary.benchmarks.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonColumnsTest {
    @Test
    void shouldFindColumnsOfTheNestedObjectOnly() {
        JsonColumns columns = new JsonColumns("after", "id", "name");
        byte[] json = json(
                "{\"id\":1,\"before\":{\"id\":2,\"name\":\"x\"},\"after\":{\"id\":34,\"name\":\"y z\"},\"op\":\"c\"}");

        assertThat(columns.find(json)).isTrue();
        assertThat(columns.number(json, 0)).isEqualTo(34);
        assertThat(columns.text(json, 1)).isEqualTo("y z");
    }

    @Test
    void shouldStepOverQuotesAndBracesInsideTexts() {
        JsonColumns columns = new JsonColumns("", "wanted");
        byte[] json = json("{\"a\":\"\\\"}{\\\\\",\"b\":[\"]\",{\"wanted\":0}],\"wanted\":7}");

        assertThat(columns.find(json)).isTrue();
        assertThat(columns.number(json, 0)).isEqualTo(7);
    }

    @Test
    void shouldSayWhenAColumnOrTheObjectIsMissing() {
        JsonColumns columns = new JsonColumns("after", "id");

        assertThat(columns.find(json("{\"after\":null}"))).isFalse();
        assertThat(columns.find(json("{\"before\":{\"id\":1}}"))).isFalse();
        assertThat(columns.find(json("{\"after\":{\"name\":1}}"))).isFalse();
        assertThat(columns.text(json("{}"), 0)).isEmpty();
    }

    private static byte[] json(String text) {
        return text.getBytes(UTF_8);
    }
}
