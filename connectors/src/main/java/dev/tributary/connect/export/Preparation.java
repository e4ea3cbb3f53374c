package dev.tributary.connect.export;

import dev.tributary.connect.changes.ChangeColumn;
import dev.tributary.connect.export.delta.Delta;
import dev.tributary.connect.export.delta.Shape;
import dev.tributary.connect.export.delta.Workbench;
import dev.tributary.connect.export.files.Export;
import dev.tributary.connect.export.files.Intake;
import dev.tributary.connect.export.files.Intake.Verified;
import dev.tributary.connect.export.files.Part;
import dev.tributary.connect.export.files.RefusedExportException;
import dev.tributary.connect.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that can refuse an export, done before its first event: verify, read, compare, check. */
final class Preparation {
    private final ExportSourceConfig config;
    private final TableSettings settings;
    private final ObjectStore store;
    private final WorkFolder folder;
    private final Workbench bench;

    Preparation(
            ExportSourceConfig config, TableSettings settings, ObjectStore store, WorkFolder folder, Workbench bench) {
        this.config = config;
        this.settings = settings;
        this.store = store;
        this.folder = folder;
        this.bench = bench;
    }

    /**
     * Reads an export, unless its rows are there already.
     *
     * @param known the checksum that the files must have, where they were read before
     */
    Progress.Stamp read(Export export, @Nullable String known)
            throws IOException, SQLException, RefusedExportException {
        String version = export.version().text();
        if (known != null) {
            Progress.Stamp before = new Progress.Stamp(version, known);
            if (Files.exists(folder.state(before))) {
                return before;
            }
        }
        if (export.files().isEmpty()) {
            throw new RefusedExportException("the files of " + version + " are needed again and are gone: put"
                    + " them back and restart the connector");
        }
        Path decoded = folder.decoded();
        Verified verified =
                new Intake(store, decoded, settings.columnNames(), config.csv().delimiter()).verify(export);
        if (known != null && !known.equals(verified.checksum())) {
            throw new RefusedExportException("the files of " + version + " are no longer those that were imported;"
                    + " put back the ones with the checksum " + known + " and restart the connector");
        }
        Progress.Stamp stamp = new Progress.Stamp(version, verified.checksum());
        bench.load(verified.parts(), columns(verified.parts()), config.csv(), folder.state(stamp));
        folder.decoded();
        return stamp;
    }

    private List<String> columns(List<Part> parts) throws RefusedExportException {
        List<String> required = settings.columns().isEmpty() ? settings.key() : settings.columnNames();
        Set<String> all = new LinkedHashSet<>();
        for (Part part : parts) {
            List<String> present = bench.columns(part);
            List<String> missing =
                    required.stream().filter(name -> !present.contains(name)).toList();
            if (!missing.isEmpty()) {
                throw new RefusedExportException(part.file().getFileName() + ": the header lacks " + missing);
            }
            all.addAll(present);
        }
        return settings.columns().isEmpty() ? List.copyOf(all) : settings.columnNames();
    }

    /** The columns of the rows of an export that was read. */
    List<ChangeColumn> columns(Progress.Stamp export) throws SQLException {
        return settings.columns().isEmpty()
                ? bench.stateColumns(folder.state(export)).stream()
                        .map(ChangeColumn::text)
                        .toList()
                : settings.columns();
    }

    /** Compares an export with the previous one; both were read. */
    Delta compare(Progress.@Nullable Stamp before, Progress.Stamp after, RowReader rows)
            throws SQLException, RefusedExportException {
        Shape shape = new Shape(rows.columns().stream().map(ChangeColumn::name).toList(), settings.key());
        Delta delta = Delta.of(bench, shape, before == null ? null : folder.state(before), folder.state(after));
        double share = delta.counts().deleteShare();
        if (share > settings.deleteLimit()) {
            throw new RefusedExportException(
                    "%d of %d rows would be deleted, more than the limit of %s: if that is right, set table.%s.delete.limit"
                                    .formatted(
                                            delta.counts().deletes(),
                                            delta.counts().before(),
                                            settings.deleteLimit(),
                                            settings.table())
                            + " higher, and back after the import");
        }
        rows.check(delta);
        return delta;
    }

    /** Stamps that a list may hold. */
    static List<Progress.Stamp> present(Progress.@Nullable Stamp... stamps) {
        List<Progress.Stamp> present = new ArrayList<>();
        for (Progress.Stamp stamp : stamps) {
            if (stamp != null) {
                present.add(stamp);
            }
        }
        return present;
    }
}
