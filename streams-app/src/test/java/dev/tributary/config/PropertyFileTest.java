package dev.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertyFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatJavaReads() throws IOException {
        String text = """
                # comment with = sign
                ! another
                   indented = yes
                colon:value
                blank value with = inside
                folded = one, \\
                         two, \\
                  three
                escaped\\ key\\:x = tab\\tnewline\\nbackslash\\\\ \\u00e9
                even = two backslashes \\\\
                empty
                empty.too =
                unicode = naïve – “quoted”
                # a comment does not continue \\
                after.comment = 1
                ends.with.backslash = x\\""";

        Properties expected = new Properties();
        expected.load(new StringReader(text));

        PropertyFile file = PropertyFile.read(write(text));
        assertThat(file.keys()).isEqualTo(expected.stringPropertyNames());
        for (String key : file.keys()) {
            assertThat(file.value(key)).contains(expected.getProperty(key).strip());
        }
    }

    @Test
    void shouldKnowTheLineOfEachKey() throws IOException {
        PropertyFile file = PropertyFile.read(write("# one\na = 1, \\\n    2\n\nb = 3\n"));

        assertThat(file.problem("a", "is wrong", "fix").line()).isEqualTo(2);
        assertThat(file.problem("b", "is wrong", "fix").line()).isEqualTo(5);
        assertThat(file.problem("c", "is wrong", "fix").line()).isZero();
    }

    @Test
    void shouldNoticeAKeySetTwice() throws IOException {
        PropertyFile file = PropertyFile.read(write("a = 1\nb = 2\na = 3\n"));

        assertThat(file.problems())
                .singleElement()
                .asString()
                .endsWith("x.properties:3: a: is set twice, first in line 1; keep one of them");
    }

    @Test
    void shouldSayThatAFileDoesNotExist() {
        assertThatThrownBy(() -> PropertyFile.read(folder.resolve("no.properties")))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("no.properties: file: does not exist; check the path");
    }

    @Test
    void shouldGuessWhatWasMeant() {
        List<String> names = List.of("first_name", "last_name", "email");

        assertThat(Nearest.to("frist_name", names)).contains("first_name");
        assertThat(Nearest.to("LAST_NAME", names)).contains("last_name");
        assertThat(Nearest.to("salary", names)).isEmpty();
        assertThat(Nearest.hint("emial", names, "x")).isEqualTo("did you mean email?");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("x.properties"), text);
    }
}
