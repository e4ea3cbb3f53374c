package dev.tributary.connect.dynamodb;

import dev.tributary.connect.changes.ChangeText;
import dev.tributary.connect.changes.RememberedOffsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Plays the Connect worker for real tasks, and remembers what they publish. */
final class DynamoDbHarness implements AutoCloseable {
    private static final int IDLE_POLLS = 40;

    final List<SourceRecord> records = new ArrayList<>();
    final Map<String, String> settings = new TreeMap<>();
    final Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    private @Nullable DynamoDbSourceTask task;

    DynamoDbHarness(String url) {
        settings.put("tables", "trades");
        settings.put("tables.of.task", "trades");
        settings.put("table.trades.columns", "exchange string, id long, price decimal(38,10)");
        settings.put("topic.prefix", "dynamo");
        settings.put("scan.page.size", "3");
        settings.put("shard.read.interval.ms", "1");
        settings.put("shard.list.interval.ms", "50");
        settings.put("aws.region", "us-east-1");
        settings.put("aws.endpoint", url);
        settings.put("aws.access.key.id", "local");
        settings.put("aws.secret.access.key", "local");
    }

    DynamoDbHarness with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Lets the task run until it has had nothing to do for a while. */
    DynamoDbHarness run() throws InterruptedException {
        return run(Integer.MAX_VALUE);
    }

    /** The same, but only so many polls that brought something. */
    DynamoDbHarness run(int most) throws InterruptedException {
        DynamoDbSourceTask running = task();
        int idle = 0;
        for (int polls = 0; polls < most && idle < IDLE_POLLS; ) {
            List<SourceRecord> batch = running.poll();
            idle = batch == null ? idle + 1 : 0;
            if (batch != null) {
                polls++;
                for (SourceRecord record : batch) {
                    records.add(record);
                    offsets.put(record.sourcePartition(), record.sourceOffset());
                    running.commitRecord(record, null);
                }
            }
        }
        return this;
    }

    private DynamoDbSourceTask task() {
        if (task == null) {
            task = new DynamoDbSourceTask();
            task.initialize(new RememberedOffsets(settings, offsets));
            task.start(settings);
        }
        return task;
    }

    /** Ends the task, wherever it is; the next run starts another one from what was published. */
    DynamoDbHarness restart() {
        if (task != null) {
            task.stop();
            task = null;
        }
        return this;
    }

    /** What has come of the topic, positions of streamed changes left out, and forgets it. */
    List<String> take(String topic) {
        List<String> taken = records.stream()
                .filter(record -> record.topic().equals(topic))
                .map(ChangeText::of)
                .map(text -> text.replaceAll("@(\\d+)\\.\\d+\\.\\d+ ", "@$1 "))
                .toList();
        records.clear();
        return taken;
    }

    @Override
    public void close() {
        restart();
    }
}
