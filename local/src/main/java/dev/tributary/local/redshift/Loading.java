package dev.tributary.local.redshift;

import dev.tributary.local.redshift.StagedRows.Row;
import dev.tributary.local.redshift.Storage.LoadError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads the file of a COPY and sorts its rows into good ones and noted errors. */
final class Loading {
    private final S3Client s3;
    private final Storage storage;
    private final Faults faults;

    Loading(S3Client s3, Storage storage, Faults faults) {
        this.s3 = s3;
        this.storage = storage;
        this.faults = faults;
    }

    /** A column of the table to be loaded, its type as Postgres spells it. */
    record Column(String name, String type) {}

    /** The rows to be loaded; a {@link Refusal} when more lines are bad than the command allows. */
    List<List<@Nullable String>> rows(CopyCommand copy, List<Column> columns) throws Refusal {
        List<List<@Nullable String>> good = new ArrayList<>();
        List<LoadError> errors = new ArrayList<>();
        for (Row row : read(copy)) {
            Optional<LoadError> error = check(copy, columns, row);
            if (error.isPresent()) {
                errors.add(error.get());
                if (errors.size() > copy.maxErrors()) {
                    break;
                }
            } else {
                good.add(row.fields());
            }
        }
        note(errors);
        if (errors.size() > copy.maxErrors()) {
            throw new Refusal(
                    "XX000",
                    "Load into table '" + copy.table()
                            + "' failed. Check 'sys_load_error_detail' system table for details.");
        }
        return copy.noLoad() ? List.of() : good;
    }

    private void note(List<LoadError> errors) throws Refusal {
        try {
            storage.note(errors);
        } catch (SQLException e) {
            throw new Refusal("XX000", "the double cannot note load errors: " + e.getMessage());
        }
    }

    private Optional<LoadError> check(CopyCommand copy, List<Column> columns, Row row) {
        if (row.fields().size() != columns.size()) {
            return Optional.of(
                    error(copy, row, new Column("", ""), new FieldCheck.Fault(1202, "Extra column(s) found")));
        }
        for (int i = 0; i < columns.size(); i++) {
            String field = row.fields().get(i);
            Optional<FieldCheck.Fault> fault = field == null
                    ? Optional.empty()
                    : FieldCheck.of(columns.get(i).type(), field);
            if (field != null && faults.refuses(field)) {
                fault = Optional.of(new FieldCheck.Fault(
                        1220, "String contains invalid or unsupported UTF8 codepoints, Value '" + field + "'"));
            }
            if (fault.isPresent()) {
                return Optional.of(error(copy, row, columns.get(i), fault.get()));
            }
        }
        return Optional.empty();
    }

    /** Of a columnar file Redshift tells no line. */
    private static LoadError error(CopyCommand copy, Row row, Column column, FieldCheck.Fault fault) {
        return new LoadError(copy.url(), copy.parquet() ? 0 : row.line(), column.name(), column.type(), fault);
    }

    private List<Row> read(CopyCommand copy) throws Refusal {
        String[] place = copy.url().substring("s3://".length()).split("/", 2);
        try (InputStream in = s3.getObject(request -> request.bucket(place[0]).key(place[1]))) {
            return copy.parquet() ? parquet(in) : StagedRows.csv(in, copy.nullAs());
        } catch (S3Exception e) {
            throw new Refusal(
                    "XX000",
                    "S3ServiceException:" + e.awsErrorDetails().errorMessage() + ",Status " + e.statusCode() + ",Error "
                            + e.awsErrorDetails().errorCode());
        } catch (IOException | SQLException | SdkException e) {
            throw new Refusal("XX000", "the double cannot read " + copy.url() + ": " + e.getMessage());
        }
    }

    private static List<Row> parquet(InputStream in) throws IOException, SQLException {
        Path file = Files.createTempFile("tributary-copy", ".parquet");
        try {
            Files.write(file, in.readAllBytes());
            return StagedRows.parquet(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
