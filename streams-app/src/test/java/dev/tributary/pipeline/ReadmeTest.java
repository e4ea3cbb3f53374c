package dev.tributary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.projection.Expressions;
import dev.tributary.projection.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer copies out of the documentation has to work. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern PROPERTIES = Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL);

    @Test
    void shouldAcceptThePipelineOfTheReadme(@TempDir Path dir) throws IOException {
        List<String> examples = examples(ROOT.resolve("README.md"));

        assertThat(examples).hasSize(1);
        String schemas = "\ntable.payroll.schema = "
                + ROOT.resolve("schemas/hr.public.payroll.avsc").toAbsolutePath() + "\ntable.bonus.schema = "
                + ROOT.resolve("schemas/hr.public.bonus.avsc").toAbsolutePath() + "\n";
        Path file = Files.writeString(dir.resolve("readme.properties"), examples.get(0) + schemas);
        Pipeline pipeline = PipelineFile.read(file, new Expressions(Masking.keyed("a key for the readme")));

        assertThat(pipeline.outputs()).singleElement().extracting(Output::topic).isEqualTo("topic_payroll_complete");
    }

    @Test
    void shouldNameOnlyTestsThatExist() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        for (MatchResult named : Pattern.compile("`(\\w+Test)\\.(should\\w+)`")
                .matcher(readme)
                .results()
                .toList()) {
            assertThat(sources(named.group(1)))
                    .as("README names %s.%s", named.group(1), named.group(2))
                    .anyMatch(source -> source.contains("void " + named.group(2) + "("));
        }
    }

    private static List<String> examples(Path page) throws IOException {
        return PROPERTIES
                .matcher(Files.readString(page))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> sources(String testClass) throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> file.endsWith(testClass + ".java"))
                    .map(ReadmeTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
