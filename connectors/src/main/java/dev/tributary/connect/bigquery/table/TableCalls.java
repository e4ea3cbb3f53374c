package dev.tributary.connect.bigquery.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connect.bigquery.table.Definition.Field;
import dev.tributary.connect.bigquery.table.RestClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads, makes and widens one table. Other tasks do the same meanwhile: each step looks again when it comes too late. */
final class TableCalls {
    private static final Logger LOG = LoggerFactory.getLogger(TableCalls.class);
    private static final int ATTEMPTS = 5;
    private static final Duration LATELY = Duration.ofMinutes(15);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Place place;
    private final TableOptions options;
    private final RestClient client;
    private final String tables;
    private long changed = System.nanoTime() - LATELY.toNanos();

    TableCalls(Place place, TableOptions options, RestClient client) {
        this.place = place;
        this.options = options;
        this.client = client;
        this.tables = "projects/" + place.project() + "/datasets/" + place.dataset() + "/tables";
    }

    boolean changedLately() {
        return System.nanoTime() - changed < LATELY.toNanos();
    }

    Optional<Definition> read() {
        Answer answer = client.get(path());
        if (answer.status() == 404) {
            return Optional.empty();
        }
        requireDone(answer, "read");
        long age =
                System.currentTimeMillis() - answer.body().path("creationTime").asLong();
        if (age < LATELY.toMillis()) {
            changed = System.nanoTime();
        }
        return Optional.of(Definition.read(answer.body()));
    }

    Definition create(List<Field> fields, List<String> key) {
        Answer answer = client.post(tables, document(fields, key));
        if (answer.status() == 404) {
            throw new ConnectException("there is no dataset " + place.project() + "." + place.dataset()
                    + ": make it in the region that it shall have; " + RestClient.message(answer));
        }
        if (answer.status() != 409) {
            requireDone(answer, "make");
            LOG.info("made the table {}", place);
        }
        changed = System.nanoTime();
        // 409: another task has made it, perhaps for a record with fewer columns
        return widen(fields);
    }

    private ObjectNode document(List<Field> fields, List<String> key) {
        ObjectNode table = JSON.objectNode();
        table.putObject("tableReference")
                .put("projectId", place.project())
                .put("datasetId", place.dataset())
                .put("tableId", place.table());
        ArrayNode columns = table.putObject("schema").putArray("fields");
        fields.forEach(field -> columns.add(Definition.field(field)));
        ArrayNode keys =
                table.putObject("tableConstraints").putObject("primaryKey").putArray("columns");
        key.forEach(keys::add);
        if (options.clusters()) {
            ArrayNode clustered = table.putObject("clustering").putArray("fields");
            Keys.clustered(key).forEach(clustered::add);
        }
        if (options.stalenessMinutes() > 0) {
            table.put("maxStaleness", options.interval());
        }
        return table;
    }

    Definition widen(List<Field> needed) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Definition present = read().orElseThrow(
                            () -> new RetriableException("the table " + place + " was made and is not to be seen yet"));
            Widening missing = Widening.of(place, present, needed);
            if (missing.isEmpty()) {
                return present;
            }
            changed = System.nanoTime();
            if (missing.altered().isEmpty()) {
                add(present, missing);
            } else {
                // what was read is stale then: the next round adds
                missing.altered().forEach(this::alter);
            }
        }
        throw new RetriableException("other writers keep changing the table " + place);
    }

    private void add(Definition present, Widening missing) {
        Answer answer = client.patch(path(), present.withColumns(missing.added()), present.etag());
        if (answer.status() != 412) {
            requireDone(answer, "add " + missing.names() + " to");
            LOG.info("added {} to the table {}", missing.names(), place);
        }
    }

    private void alter(Field field) {
        ObjectNode query = JSON.objectNode()
                .put(
                        "query",
                        "ALTER TABLE " + place.sql() + " ALTER COLUMN `" + field.name() + "` SET DATA TYPE "
                                + field.type().sql())
                .put("useLegacySql", false);
        Answer answer = client.post("projects/" + place.project() + "/queries", query);
        requireDone(answer, "alter " + field.name() + " of");
        JsonNode complete = answer.body().path("jobComplete");
        if (!complete.asBoolean()) {
            throw new RetriableException("BigQuery is still altering the table " + place);
        }
        LOG.info(
                "altered {} of the table {} to {}",
                field.name(),
                place,
                field.type().sql());
    }

    private void requireDone(Answer answer, String what) {
        if (!answer.isDone()) {
            throw new ConnectException("BigQuery answers " + answer.status() + " to the request to " + what
                    + " the table " + place + ": " + RestClient.message(answer));
        }
    }

    private String path() {
        return tables + "/" + place.table();
    }
}
