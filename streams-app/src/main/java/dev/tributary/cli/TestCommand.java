package dev.tributary.cli;

import dev.tributary.app.ExitCode;
import dev.tributary.cli.fixtures.FixtureFile;
import dev.tributary.cli.fixtures.FixtureRun;
import dev.tributary.cli.fixtures.Verdict;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineFile;
import dev.tributary.projection.Expressions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs examples, written as JSON, through the real topology. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Runs examples through the real topology, without a broker, and prints the differences.",
            "",
            "PATH is a file or a folder of *.tests.json:",
            "  {\"tests\": [{\"name\": \"a bonus finds its employee\",",
            "     \"inputs\":  [{\"topic\": \"hr.public.bonus\", \"key\": {\"bonus_id\": 7}, \"value\": {\"op\": \"c\", \"after\": {…}}}],",
            "     \"outputs\": [{\"topic\": \"topic_payroll_complete\", \"key\": {\"bonus_id\": 7}, \"value\": {…}}]}]}",
            "",
            "The pipeline is the .properties file of the same name (payroll.tests.json: payroll.properties), or the one that",
            "\"pipeline\" names in the file or in a test. Records are JSON whatever the topics' format. A value of null is a",
            "tombstone. An input {\"advance\": \"10m\"} lets time pass. Outputs are compared per topic, in order, column by",
            "column; columns that start with __ only where the test names them. Bad records come out of the topic",
            "dead-letters. Tokens are made with the key '" + FixtureRun.TOKEN_KEY + "'."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tributary test config/pipelines",
            "  ./tributary test config/pipelines/payroll.tests.json",
            "",
            "Exit codes: 0 all as expected, 1 something differs, 2 bad usage or configuration."
        })
final class TestCommand implements Callable<Integer> {
    private static final String SUFFIX = ".tests.json";

    @Parameters(paramLabel = "PATH", description = "A file of tests, or a folder with such files.")
    private Path path = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    private int passed;
    private int failed;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = RootCommand.out(Objects.requireNonNull(spec));
        for (Path file : files()) {
            FixtureFile fixtures = FixtureFile.read(file);
            for (FixtureFile.Test test : fixtures.tests()) {
                report(run(test), out);
            }
        }
        out.println(passed + " passed, " + failed + " failed");
        out.flush();
        return (failed == 0 ? ExitCode.OK : ExitCode.FALSE).code();
    }

    private static Verdict run(FixtureFile.Test test) {
        Pipeline pipeline = PipelineFile.read(test.pipeline(), new Expressions(ConfiguredPipelines.ANY_KEY));
        return new FixtureRun(pipeline).verdict(test);
    }

    private void report(Verdict verdict, PrintWriter out) {
        if (verdict.differences().isEmpty()) {
            passed++;
            out.println("ok   " + verdict.test());
        } else {
            failed++;
            out.println("FAIL " + verdict.test());
            verdict.differences().forEach(difference -> out.println("     " + difference));
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(path)) {
            throw usage(path + " does not exist");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> found = Files.walk(path)) {
            List<Path> files = found.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw usage("no *" + SUFFIX + " under " + path);
            }
            return files;
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
