package dev.tributary.snowflake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.cli.fixtures.JsonFlow;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.projection.Masking;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** What the connector leaves in a landing table: every record of the real topology's output, once its history is played. */
final class Landing {
    static final String KEY = "a key for tests of sixteen characters";

    private static final int PARTITIONS = 4;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Random random;

    Landing(long seed) {
        random = new Random(seed);
    }

    /** Plays a history in its commit order, so that every state which the source had passes through the topic. */
    List<Map<String, @Nullable String>> inOrder(Pipeline pipeline, PayrollHistory history) throws IOException {
        return rows(pipeline, history.changes);
    }

    /** Plays each topic in its order, but the two interleaved at random, with stretches sent again. */
    List<Map<String, @Nullable String>> interleaved(Pipeline pipeline, PayrollHistory history) throws IOException {
        List<PayrollHistory.Change> bonuses = only(history, "bonus");
        List<PayrollHistory.Change> employees = only(history, "payroll");
        List<PayrollHistory.Change> played = new ArrayList<>();
        int bonus = 0;
        int employee = 0;
        while (bonus < bonuses.size() || employee < employees.size()) {
            if (employee == employees.size() || (bonus < bonuses.size() && random.nextInt(3) > 0)) {
                played.add(bonuses.get(bonus++));
                bonus -= again(bonus);
            } else {
                played.add(employees.get(employee++));
                employee -= again(employee);
            }
        }
        return rows(pipeline, played);
    }

    private int again(int sent) {
        return random.nextInt(40) == 0 ? random.nextInt(Math.min(sent, 12)) : 0;
    }

    private static List<PayrollHistory.Change> only(PayrollHistory history, String table) {
        return history.changes.stream()
                .filter(change -> change.table().equals(table))
                .toList();
    }

    private List<Map<String, @Nullable String>> rows(Pipeline pipeline, List<PayrollHistory.Change> changes)
            throws IOException {
        JsonFlow flow = new JsonFlow(pipeline);
        List<TestRecord<byte[], byte[]>> records;
        try (TopologyTestDriver driver = new TopologyTestDriver(flow.topology(Masking.keyed(KEY)), flow.properties())) {
            for (PayrollHistory.Change change : changes) {
                send(driver, pipeline, change);
            }
            var output = driver.createOutputTopic(
                    pipeline.outputs().get(0).topic(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            records = new ArrayList<>(output.readRecordsToList());
        }
        race(records);
        List<Map<String, @Nullable String>> rows = landed(records);
        Collections.shuffle(rows, random);
        return rows;
    }

    private static void send(TopologyTestDriver driver, Pipeline pipeline, PayrollHistory.Change change)
            throws JsonProcessingException {
        var topic = driver.createInputTopic(
                pipeline.table(change.table()).topic(), new ByteArraySerializer(), new ByteArraySerializer());
        byte[] key = JSON.writeValueAsBytes(Map.of(change.keyColumn(), change.key()));
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("op", change.op());
        envelope.put("after", change.row());
        envelope.put(
                "source",
                Map.of(
                        "ts_ms",
                        change.ms(),
                        "lsn",
                        change.lsn(),
                        "sequence",
                        "[\"" + (change.lsn() - 1) + "\",\"" + change.lsn() + "\"]"));
        topic.pipeInput(key, JSON.writeValueAsBytes(envelope));
    }

    /** Two tasks that write one key race: rows of different positions change places, those of one task never do. */
    private void race(List<TestRecord<byte[], byte[]>> records) throws IOException {
        Map<String, Integer> before = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            Integer earlier = before.put(new String(records.get(i).key(), java.nio.charset.StandardCharsets.UTF_8), i);
            if (earlier != null
                    && random.nextInt(4) == 0
                    && !position(records.get(earlier)).equals(position(records.get(i)))) {
                Collections.swap(records, earlier, i);
            }
        }
    }

    private static String position(TestRecord<byte[], byte[]> record) throws IOException {
        return record.value() == null
                ? ""
                : JSON.readTree(record.value()).path("__position").asText();
    }

    private List<Map<String, @Nullable String>> landed(List<TestRecord<byte[], byte[]>> records) throws IOException {
        long[] offsets = new long[PARTITIONS];
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : records) {
            int partition = Utils.toPositive(Utils.murmur2(record.key())) % PARTITIONS;
            Map<String, @Nullable String> row = row(record.value());
            row.put("record_metadata", "{\"offset\":" + offsets[partition]++ + ",\"partition\":" + partition + "}");
            rows.add(row);
            if (random.nextInt(50) == 0) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Every value as text, as the connector hands it to its client; a tombstone is a row of nulls. */
    private static Map<String, @Nullable String> row(byte @Nullable [] value) throws IOException {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        if (value != null) {
            JsonNode record = JSON.readTree(value);
            record.fieldNames().forEachRemaining(name -> {
                JsonNode column = record.get(name);
                row.put(name, column.isNull() ? null : column.asText());
            });
        }
        return row;
    }
}
