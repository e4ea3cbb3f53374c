package dev.tributary.local.part;

import dev.tributary.app.ExitCode;
import dev.tributary.app.StartFailure;
import dev.tributary.app.StreamsRunner;
import dev.tributary.config.AppConfig;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The production streams app with its shipped configuration, pointed at this stack. */
public final class StreamsApp implements AutoCloseable {

    public static final String APPLICATION = "tributary-local";

    private static final Duration START = Duration.ofMinutes(2);

    private final StreamsRunner runner;

    private StreamsApp(StreamsRunner runner) {
        this.runner = runner;
    }

    /** Starts the app with one pipeline and waits until it runs. */
    public static StreamsApp start(
            Installation installation, DataDirectory directory, Path pipeline, Map<String, String> servers)
            throws IOException, InterruptedException {
        Map<String, String> overrides = new HashMap<>(servers);
        overrides.put("application.id", APPLICATION);
        overrides.put("state.dir", directory.folder("streams").toString());
        overrides.put("tributary.pipelines", pipeline.toString());
        overrides.put("tributary.token.key", Secrets.of(directory).reference(Secrets.TOKEN_KEY));
        quick(overrides);
        AppConfig config = AppConfig.load(installation.file("config/tributary.properties"), overrides);
        StreamsRunner runner = startWhenRegistered(config);
        if (!runner.awaitRunning(START)) {
            runner.close();
            throw LocalException.partFailed("streams did not come up within " + START.toSeconds() + " s: see "
                    + directory.logs().resolve("tributary.log"));
        }
        return new StreamsApp(runner);
    }

    /** Somebody is watching; and a restart need not wait long for the session of a killed instance. */
    private static void quick(Map<String, String> overrides) {
        overrides.put("commit.interval.ms", "200");
        overrides.put("consumer.session.timeout.ms", "6000");
        overrides.put("consumer.heartbeat.interval.ms", "1500");
    }

    private static StreamsRunner startWhenRegistered(AppConfig config) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                return StreamsRunner.start(config);
            } catch (StartFailure e) {
                // a pipeline without declared schemas finds them in the registry once the source has sent its first row
                if (e.exitCode() != ExitCode.REGISTRY_UNREACHABLE || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    /** What has stopped the app, if anything has. */
    public Optional<Throwable> failure() {
        return runner.failure();
    }

    @Override
    public void close() {
        runner.close();
    }
}
