package dev.tributary.pipeline;

import dev.tributary.config.InvalidConfiguration;
import dev.tributary.config.Problem;
import java.util.List;

/** A pipeline file that cannot be used, with every mistake in it. */
public final class PipelineException extends InvalidConfiguration {
    public PipelineException(List<Problem> problems) {
        super(problems);
    }
}
