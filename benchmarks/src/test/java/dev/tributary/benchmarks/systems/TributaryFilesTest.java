package dev.tributary.benchmarks.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.benchmarks.data.Format;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TributaryFilesTest {
    @ParameterizedTest
    @EnumSource
    void shouldWriteAPipelineThatTheApplicationAccepts(Format format, @TempDir Path directory) throws IOException {
        Job job = new Job(
                Contender.TRIBUTARY_STREAM_EOS,
                "run",
                format,
                "127.0.0.1:9",
                "payroll",
                "bonus",
                10,
                Job.Mode.THROUGHPUT,
                Map.of("num.stream.threads", "3"));

        List<String> command = new TributaryFiles(job, directory).write("http://127.0.0.1:8");

        assertThat(command)
                .contains("run", directory.resolve("tributary.properties").toString());
        assertThat(directory.resolve("tributary.properties"))
                .content()
                .contains("num.stream.threads=3", "processing.guarantee=exactly_once_v2");
        Pipeline pipeline = PipelineFile.read(directory.resolve("pipeline.properties"));
        assertThat(pipeline.outputs())
                .singleElement()
                .satisfies(output -> assertThat(output.kind()).isEqualTo(Output.Kind.STREAM));
    }
}
