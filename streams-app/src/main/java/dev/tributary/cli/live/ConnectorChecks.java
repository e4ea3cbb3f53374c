package dev.tributary.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a Connect worker has the connectors' plugins, accepts their configurations, and runs them. */
final class ConnectorChecks {
    private static final int NOT_FOUND = 404;
    private static final int TRACE = 500;
    private static final String RUNNING = "RUNNING";

    private final ConnectRest rest;
    private final Findings findings;
    private final Map<String, SecretValues> secrets = new HashMap<>();

    ConnectorChecks(ConnectRest rest, Findings findings) {
        this.rest = rest;
        this.findings = findings;
    }

    /**
     * Whether the worker answers, and works on this cluster.
     *
     * @param clusterId of the brokers that the application talks to; empty when unknown
     */
    void worker(String clusterId) throws IOException {
        ConnectRest.Answer answer = rest.get("/");
        if (!answer.ok() || !answer.body().has("version")) {
            throw new IOException("no Connect worker, but " + answer.message());
        }
        String its = answer.body().path("kafka_cluster_id").asText("");
        findings.ok("Connect " + rest.url() + ": version "
                + answer.body().path("version").asText());
        if (!clusterId.isEmpty() && !its.isEmpty() && !clusterId.equals(its)) {
            findings.wrong("Connect " + rest.url() + ": works on the Kafka cluster " + its + ", the application on "
                    + clusterId + "; correct --connect-url or bootstrap.servers");
        }
    }

    /** The plugin, then what it says of the configuration. */
    void configuration(ConnectorFile file) throws IOException {
        TreeSet<String> installed = new TreeSet<>();
        rest.get("/connector-plugins")
                .body()
                .forEach(plugin -> installed.add(plugin.path("class").asText()));
        Optional<String> plugin = installed.stream()
                .filter(name -> name.equals(file.type()) || isAlias(file.type(), name))
                .findFirst();
        if (plugin.isEmpty()) {
            findings.wrong(file.mistake(
                    "connector.class",
                    "the worker has no plugin " + file.type()
                            + "; put it into a folder of plugin.path and start the worker again"));
            return;
        }
        ConnectRest.Answer answer =
                rest.put("/connector-plugins/" + ConnectRest.segment(file.type()) + "/config/validate", file.values());
        JsonNode configs = answer.body().path("configs");
        SecretValues hidden = new SecretValues(file.values(), configs);
        secrets.put(file.name(), hidden);
        if (!answer.ok()) {
            findings.wrong(file.mistake("name", "the worker could not validate it: " + hidden.hide(answer.message())));
            return;
        }
        int errors = mistakes(file, configs, hidden);
        if (errors == 0) {
            findings.ok("connector " + file.name() + ": configuration is valid");
        }
    }

    private int mistakes(ConnectorFile file, JsonNode configs, SecretValues hidden) {
        int errors = 0;
        for (JsonNode property : configs) {
            JsonNode value = property.path("value");
            for (JsonNode error : value.path("errors")) {
                String name = value.path("name").asText();
                String said = hidden.hide(error.asText());
                // some connectors begin with the property's name themselves
                String what = said.startsWith(name + ": ") ? said.substring(name.length() + 2) : said;
                findings.wrong(file.mistake(name, SnowflakeAdvice.on(what)));
                errors++;
            }
        }
        return errors;
    }

    /** Short names that Connect takes as well: the class without its package, with or without the word Connector. */
    private static boolean isAlias(String type, String plugin) {
        String simple = plugin.substring(plugin.lastIndexOf('.') + 1);
        return type.equals(simple) || type.concat("Connector").equals(simple);
    }

    /** The connectors that the worker runs. */
    List<String> names() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        rest.get("/connectors").body().forEach(name -> names.add(name.asText()));
        return List.copyOf(names);
    }

    /**
     * The state of a connector and its tasks.
     *
     * @return whether it is a sink; empty when the worker does not have it
     */
    Optional<Boolean> state(String name) throws IOException {
        ConnectRest.Answer answer = rest.get("/connectors/" + ConnectRest.segment(name) + "/status");
        if (answer.status() == NOT_FOUND) {
            findings.note("connector " + name + ": is not on the worker yet");
            return Optional.empty();
        }
        if (!answer.ok()) {
            findings.wrong("connector " + name + ": its state is not told: " + answer.message());
            return Optional.empty();
        }
        JsonNode status = answer.body();
        JsonNode tasks = status.path("tasks");
        boolean fine = running("connector " + name, name, status.path("connector"));
        for (JsonNode task : tasks) {
            fine &= running("connector " + name + " task " + task.path("id").asText(), name, task);
        }
        if (fine && tasks.isEmpty()) {
            findings.wrong("connector " + name + ": has no task; is it just starting, or has tasks.max come to 0?");
        } else if (fine) {
            findings.ok("connector " + name + ": RUNNING, " + tasks.size() + (tasks.size() == 1 ? " task" : " tasks"));
        }
        return Optional.of(status.path("type").asText().equals("sink"));
    }

    private boolean running(String subject, String name, JsonNode part) throws IOException {
        String state = part.path("state").asText("unknown");
        if (state.equals("PAUSED") || state.equals("STOPPED")) {
            findings.note(subject + ": " + state);
        } else if (!state.equals(RUNNING)) {
            findings.wrong(
                    subject + ": " + state + reason(name, part.path("trace").asText("")));
        }
        return state.equals(RUNNING);
    }

    private String reason(String name, String trace) throws IOException {
        // the message has lines of its own, up to the first frame of the stack
        String message = hidden(name)
                .hide(trace.lines().takeWhile(line -> !line.startsWith("\tat ")).collect(Collectors.joining("\n")));
        return message.isEmpty()
                ? ""
                : ": " + SnowflakeAdvice.on(message.substring(0, Math.min(TRACE, message.length())))
                        + "; the worker's log says more";
    }

    /** What must not be printed of a connector: by its file, else by what the worker has. */
    private SecretValues hidden(String name) throws IOException {
        SecretValues known = secrets.get(name);
        if (known != null) {
            return known;
        }
        Map<String, String> configuration = new HashMap<>();
        rest.get("/connectors/" + ConnectRest.segment(name) + "/config")
                .body()
                .properties()
                .forEach(entry ->
                        configuration.put(entry.getKey(), entry.getValue().asText()));
        return new SecretValues(configuration, MissingNode.getInstance());
    }
}
