package dev.tributary.connect.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Hands bad records to Connect's dead letter topic, and sees them there before their offsets are committed. */
public final class BadRecords {
    private final @Nullable ErrantRecordReporter reporter;
    private final List<Future<Void>> underWay = new ArrayList<>();

    public BadRecords(@Nullable ErrantRecordReporter reporter) {
        this.reporter = reporter;
    }

    /** Without a reporter a bad record stops the task. */
    public void report(SinkRecord record, BadRecordException reason) {
        if (reporter == null) {
            throw reason;
        }
        underWay.add(reporter.report(record, reason));
    }

    public void awaitReported() {
        try {
            for (Future<Void> report : underWay) {
                report.get();
            }
            underWay.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while reporting bad records", e);
        } catch (ExecutionException e) {
            throw new ConnectException("a bad record could not be reported", e.getCause());
        }
    }
}
