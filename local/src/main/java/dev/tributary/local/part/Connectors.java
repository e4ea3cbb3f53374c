package dev.tributary.local.part;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The connectors of a worker, through its REST interface.
 *
 * @param url of the collection, {@code http://host:port/connectors}
 * @param log where the worker tells what went wrong
 */
public record Connectors(String url, Path log) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Creates or updates a connector and waits until it and its tasks run. */
    public void run(String name, Map<String, String> config) throws IOException {
        submit(name, config);
        Ready.await(name, log, () -> failure(name).isEmpty(), () -> isRunning(name));
    }

    /** Creates or updates a connector. */
    public void submit(String name, Map<String, String> config) throws IOException {
        Http.put(url + "/" + name + "/config", JSON.writeValueAsString(config));
    }

    /** The state of a connector or of a task that has failed, with the first line of its error. */
    public Optional<String> failure(String name) {
        JsonNode status = status(name);
        if (isFailed(status.path("connector"))) {
            return Optional.of(name + ": " + firstLine(status.path("connector")));
        }
        for (JsonNode task : status.path("tasks")) {
            if (isFailed(task)) {
                return Optional.of(name + ": " + firstLine(task));
            }
        }
        return Optional.empty();
    }

    private boolean isRunning(String name) {
        JsonNode status = status(name);
        boolean running = "RUNNING".equals(status.at("/connector/state").asText())
                && !status.path("tasks").isEmpty();
        for (JsonNode task : status.path("tasks")) {
            running &= "RUNNING".equals(task.path("state").asText());
        }
        return running;
    }

    private JsonNode status(String name) {
        try {
            return JSON.readTree(Http.get(url + "/" + name + "/status"));
        } catch (IOException e) {
            // not known yet: the worker is still reading its own topics
            return JSON.nullNode();
        }
    }

    private static boolean isFailed(JsonNode state) {
        return "FAILED".equals(state.path("state").asText());
    }

    private static String firstLine(JsonNode state) {
        return state.path("trace").asText().lines().findFirst().orElse("failed");
    }

    /** Stops a connector and forgets it; its consumer group stays. */
    public void delete(String name) throws IOException {
        Http.delete(url + "/" + name);
    }

    /** Forgets the connectors that a start with another warehouse has left; the groups keep the places they have read to. */
    public void keepOnly(Collection<String> names) throws IOException {
        for (JsonNode each : JSON.readTree(Http.get(url))) {
            if (!names.contains(each.asText())) {
                Ready.await(each.asText(), log, () -> true, () -> isDeleted(each.asText()));
            }
        }
    }

    private boolean isDeleted(String name) {
        try {
            delete(name);
            return true;
        } catch (IOException e) {
            // the worker refuses while it is still dividing the work
            return false;
        }
    }

    /** Whether the worker answers. */
    public boolean answers() {
        return Http.answers(url);
    }
}
