package dev.tributary.local.bigquery;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The default streams of the dataset's tables. */
final class Appends extends BigQueryWriteGrpc.BigQueryWriteImplBase {
    private static final int LARGEST = 10_000_000;

    private final Store store;
    private final Pattern streams;
    private final Faults faults;
    private final Consumer<String> problems;

    Appends(Store store, String dataset, Faults faults, Consumer<String> problems) {
        this.store = store;
        this.streams = Pattern.compile(Pattern.quote(dataset) + "/tables/([A-Za-z0-9_]+)/streams/_default");
        this.faults = faults;
        this.problems = problems;
    }

    @Override
    public StreamObserver<AppendRowsRequest> appendRows(StreamObserver<AppendRowsResponse> answers) {
        return new Connection(answers);
    }

    /** One connection of a client: the first request names the stream and the schema, the others may. */
    private final class Connection implements StreamObserver<AppendRowsRequest> {
        private final StreamObserver<AppendRowsResponse> answers;
        private String stream = "";
        private @Nullable RowDecoder decoder;
        private boolean ended;

        Connection(StreamObserver<AppendRowsResponse> answers) {
            this.answers = answers;
        }

        @Override
        public void onNext(AppendRowsRequest request) {
            if (ended) {
                return;
            }
            try {
                answer(request);
            } catch (InvalidProtocolBufferException | DescriptorValidationException e) {
                end(Status.INVALID_ARGUMENT.withDescription("unreadable rows or schema"));
            } catch (SQLException e) {
                problems.accept(
                        "an append failed in the double itself: " + e.getClass().getName());
                end(Status.INTERNAL.withDescription("the double failed"));
            }
        }

        private void answer(AppendRowsRequest request)
                throws DescriptorValidationException, InvalidProtocolBufferException, SQLException {
            if (!request.getWriteStream().isEmpty()) {
                stream = request.getWriteStream();
            }
            if (request.getProtoRows().hasWriterSchema()) {
                decoder = RowDecoder.of(request.getProtoRows().getWriterSchema().getProtoDescriptor());
            }
            Matcher named = streams.matcher(stream);
            StoredTable table = named.matches() ? store.table(named.group(1)).orElse(null) : null;
            if (table == null || !table.isKnown()) {
                end(Status.NOT_FOUND.withDescription("Requested entity was not found: " + stream));
            } else if (decoder == null || request.getSerializedSize() > LARGEST) {
                end(Status.INVALID_ARGUMENT.withDescription("no writer schema, or a request of more than 10 MB"));
            } else {
                answer(request, table, decoder);
            }
        }

        private void answer(AppendRowsRequest request, StoredTable table, RowDecoder reader)
                throws InvalidProtocolBufferException, SQLException {
            List<String> unknown = reader.unknown(table);
            String unfit = reader.unfit(table.document());
            if (!unknown.isEmpty()) {
                answers.onNext(refused(
                        Code.INVALID_ARGUMENT,
                        StorageError.StorageErrorCode.SCHEMA_MISMATCH_EXTRA_FIELDS,
                        "Input schema has more fields than BigQuery schema, extra fields: '" + unknown + "'"));
            } else if (unfit != null) {
                end(Status.INVALID_ARGUMENT.withDescription(unfit));
            } else {
                append(request, table, reader);
            }
        }

        private void append(AppendRowsRequest request, StoredTable table, RowDecoder reader)
                throws InvalidProtocolBufferException, SQLException {
            Faults.Fault fault = faults.take();
            if (fault == Faults.Fault.UNAVAILABLE) {
                end(Status.UNAVAILABLE.withDescription("unavailable as asked"));
            } else if (fault == Faults.Fault.PERMISSION_DENIED) {
                end(Status.PERMISSION_DENIED.withDescription("denied as asked"));
            } else if (fault == Faults.Fault.RESOURCE_EXHAUSTED) {
                answers.onNext(error(Code.RESOURCE_EXHAUSTED, "exhausted as asked"));
            } else {
                AppendRowsResponse answer = apply(request, table, reader);
                if (fault == Faults.Fault.RESET_AFTER_APPLYING) {
                    end(Status.UNAVAILABLE.withDescription("connection reset as asked"));
                } else {
                    answers.onNext(
                            fault == Faults.Fault.INTERNAL_AFTER_APPLYING
                                    ? error(Code.INTERNAL, "internal error as asked")
                                    : answer);
                }
            }
        }

        /** All rows or none. */
        private AppendRowsResponse apply(AppendRowsRequest request, StoredTable table, RowDecoder reader)
                throws InvalidProtocolBufferException, SQLException {
            List<RowChange> changes = new ArrayList<>();
            AppendRowsResponse.Builder refused = AppendRowsResponse.newBuilder();
            int index = 0;
            for (ByteString row : request.getProtoRows().getRows().getSerializedRowsList()) {
                try {
                    changes.add(reader.read(row, table.document()));
                } catch (IllegalArgumentException e) {
                    refused.addRowErrors(RowError.newBuilder()
                            .setIndex(index)
                            .setCode(RowError.RowErrorCode.FIELDS_ERROR)
                            .setMessage(Objects.requireNonNullElse(e.getMessage(), "refused")));
                }
                index++;
            }
            if (refused.getRowErrorsCount() > 0) {
                return refused.setError(status(Code.INVALID_ARGUMENT, "Errors found while processing rows"))
                        .build();
            }
            table.apply(changes);
            return AppendRowsResponse.newBuilder()
                    .setAppendResult(AppendRowsResponse.AppendResult.getDefaultInstance())
                    .build();
        }

        private AppendRowsResponse error(Code code, String message) {
            return AppendRowsResponse.newBuilder()
                    .setError(status(code, message))
                    .build();
        }

        private AppendRowsResponse refused(Code code, StorageError.StorageErrorCode error, String message) {
            StorageError detail = StorageError.newBuilder()
                    .setCode(error)
                    .setEntity(stream)
                    .setErrorMessage(message)
                    .build();
            return AppendRowsResponse.newBuilder()
                    .setError(status(code, message).toBuilder().addDetails(Any.pack(detail)))
                    .build();
        }

        private com.google.rpc.Status status(Code code, String message) {
            return com.google.rpc.Status.newBuilder()
                    .setCode(code.getNumber())
                    .setMessage(message)
                    .build();
        }

        private void end(Status status) {
            ended = true;
            answers.onError(status.asRuntimeException());
        }

        @Override
        public void onError(Throwable failure) {
            ended = true;
        }

        @Override
        public void onCompleted() {
            if (!ended) {
                ended = true;
                answers.onCompleted();
            }
        }
    }
}
