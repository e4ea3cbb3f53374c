package dev.tributary.connect.bigquery.write;

import com.google.api.core.ApiFuture;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.Exceptions.AppendSerializtionError;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import dev.tributary.connect.bigquery.table.Table;
import dev.tributary.connect.changes.PluginVersion;
import dev.tributary.connect.rows.Column;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends rows of one layout to the default stream of a table.
 *
 * <p>Each row has its sequence number, so that a row appended twice, or behind a later one, changes nothing: whatever may
 * or may not have arrived is sent again.
 */
public final class Appender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    /** How long the client itself joins a broken connection anew. */
    private static final Duration RECONNECT = Duration.ofSeconds(10);

    private final Table table;
    private final RowEncoder encoder;
    private final Limits limits;
    private final BigQueryWriteClient client;
    private @Nullable StreamWriter writer;
    private long schemaUnknownSince;

    public Appender(Table table, RowEncoder encoder, Limits limits, BigQueryWriteClient client) {
        this.table = table;
        this.encoder = encoder;
        this.limits = limits;
        this.client = client;
    }

    public RowEncoder encoder() {
        return encoder;
    }

    /**
     * Appends rows and takes each that has arrived, or is refused, out of the list.
     *
     * @throws RetriableException when some could not be appended yet
     */
    public void append(List<Pending> rows, RefusedRows refused) {
        Backoff backoff = new Backoff(limits.retryMillis());
        while (!rows.isEmpty()) {
            Throwable failure = attempt(rows, refused);
            if (failure != null && !backoff.pause()) {
                throw new RetriableException("appending to " + table.place() + " fails with " + code(failure), failure);
            }
        }
    }

    /** One append for each portion; what is left of the rows is to be sent again. The last failure, if there was one. */
    private @Nullable Throwable attempt(List<Pending> rows, RefusedRows refused) {
        List<List<Pending>> chunks = Chunks.of(rows, limits);
        List<ApiFuture<AppendRowsResponse>> answers = new ArrayList<>();
        Throwable failure = null;
        try {
            StreamWriter open = writer();
            chunks.forEach(chunk -> answers.add(open.append(Chunks.message(chunk))));
        } catch (RuntimeException e) {
            failure = e;
        }
        List<Pending> left = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            Throwable each = i < answers.size() ? failure(answers.get(i)) : failure;
            if (each instanceof AppendSerializtionError some) {
                left.addAll(withoutRefused(chunks.get(i), some.getRowIndexToErrorMessage(), refused));
            } else if (each != null) {
                left.addAll(chunks.get(i));
                failure = each;
            }
        }
        rows.clear();
        rows.addAll(left);
        judge(failure);
        return failure;
    }

    private static @Nullable Throwable failure(ApiFuture<AppendRowsResponse> answer) {
        try {
            answer.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while waiting for BigQuery", e);
        }
    }

    private List<Pending> withoutRefused(List<Pending> chunk, Map<Integer, String> reasons, RefusedRows refused) {
        List<Pending> good = new ArrayList<>();
        for (int i = 0; i < chunk.size(); i++) {
            String reason = reasons.get(i);
            if (reason == null) {
                good.add(chunk.get(i));
            } else {
                refused.refused(chunk.get(i), named(reason));
            }
        }
        if (good.size() == chunk.size()) {
            throw new ConnectException("BigQuery refuses rows for " + table.place() + " and does not say which");
        }
        return good;
    }

    private List<String> named(String reason) {
        return encoder.layout().columns().stream()
                .map(Column::name)
                .filter(name -> reason.matches("(?s).*\\b" + name + "\\b.*"))
                .toList();
    }

    private void judge(@Nullable Throwable failure) {
        if (failure == null) {
            schemaUnknownSince = 0;
            return;
        }
        Verdict verdict = Verdict.of(failure);
        LOG.warn("appending to {} failed with {}: {}", table.place(), code(failure), verdict);
        closeWriter();
        boolean late = verdict == Verdict.UNKNOWN_SCHEMA || (verdict == Verdict.NOT_FOUND && table.isChanging());
        if (late) {
            requireSchemaInTime();
        } else if (verdict == Verdict.HOPELESS || verdict == Verdict.NOT_FOUND) {
            throw new ConnectException("BigQuery refuses appends to " + table.place() + " with " + code(failure)
                    + ": is the table as it was when the task started, and may the account write to it"
                    + " (bigquery.tables.updateData)?");
        }
    }

    private void requireSchemaInTime() {
        long now = System.nanoTime();
        schemaUnknownSince = schemaUnknownSince == 0 ? now : schemaUnknownSince;
        if (Duration.ofNanos(now - schemaUnknownSince).toMillis() > limits.schemaMillis()) {
            throw new ConnectException(
                    "the stream of " + table.place() + " does not know all of the columns "
                            + encoder.layout().columns().stream()
                                    .map(Column::name)
                                    .toList()
                            + ": has one been dropped? Restart the connector; should that not help, raise append.schema.wait.ms");
        }
    }

    /** A status may quote what it could not read: its code does not. */
    private static String code(Throwable failure) {
        Status.Code code = Status.fromThrowable(failure).getCode();
        return failure.getClass().getSimpleName() + " " + code;
    }

    private StreamWriter writer() {
        if (writer == null) {
            try {
                writer = StreamWriter.newBuilder(table.place().resource() + "/streams/_default", client)
                        .setWriterSchema(encoder.schema())
                        .setMaxRetryDuration(RECONNECT)
                        .setTraceId("tributary:" + PluginVersion.CURRENT)
                        .build();
            } catch (IOException e) {
                throw new RetriableException("no stream to " + table.place(), e);
            }
        }
        return writer;
    }

    private void closeWriter() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    @Override
    public void close() {
        closeWriter();
    }
}
