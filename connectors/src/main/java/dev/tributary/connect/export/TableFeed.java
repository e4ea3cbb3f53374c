package dev.tributary.connect.export;

import dev.tributary.connect.changes.ChangeTopic;
import dev.tributary.connect.changes.Origin;
import dev.tributary.connect.export.Candidates.Choice;
import dev.tributary.connect.export.delta.Delta;
import dev.tributary.connect.export.delta.DeltaRows;
import dev.tributary.connect.export.delta.Workbench;
import dev.tributary.connect.export.files.Export;
import dev.tributary.connect.export.files.RefusedExportException;
import dev.tributary.connect.export.files.Version;
import dev.tributary.connect.objects.ObjectStore;
import dev.tributary.connect.objects.StoredFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The imports of one table, one after the other, for as long as its work folder is locked. */
final class TableFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableFeed.class);

    private final ExportSourceConfig config;
    private final TableName table;
    private final TableSettings settings;
    private final ObjectStore store;
    private final OffsetStorageReader offsets;
    private final Candidates candidates;
    private Progress progress = Progress.NONE;
    private @Nullable WorkFolder folder;
    private @Nullable Announced announced;
    private @Nullable Running running;

    TableFeed(ExportSourceConfig config, TableName table, ObjectStore store, OffsetStorageReader offsets) {
        this.config = config;
        this.table = table;
        this.settings = Objects.requireNonNull(config.tables().get(table.table()));
        this.store = store;
        this.offsets = offsets;
        this.candidates = new Candidates(
                config.versionPattern(),
                config.settleTime(),
                version -> offsets.offset(table.partition(version)) != null);
    }

    /** An import that is begun, of which nothing was read yet. */
    private record Announced(Export export, ImportRecord record, long nanos) {}

    /** An import that is being published. */
    private record Running(Import progress, ImportRecord record, Workbench bench, DeltaRows rows) {}

    /** What is to be published next; none while there is nothing to import. */
    List<SourceRecord> next() throws IOException, SQLException {
        if (running != null) {
            return publish(running);
        }
        if (announced != null) {
            Announced begun = announced;
            announced = null;
            return prepare(begun);
        }
        return locked() ? choose() : List.of();
    }

    private boolean locked() throws IOException {
        if (folder == null) {
            folder = WorkFolder.lock(config.workFolder(), table).orElse(null);
            if (folder == null) {
                LOG.info("{}: waiting for the task that still has the work folder", table);
                return false;
            }
            // only now: the task that had the folder before may have written until it ended
            progress = Progress.of(offsets.offset(table.partition()));
        }
        return true;
    }

    private List<SourceRecord> choose() throws IOException, SQLException {
        SortedMap<String, List<StoredFile>> listed = versions();
        Progress.Stamp begun = progress.running();
        if (begun != null) {
            return resume(listed, begun);
        }
        Progress.Stamp done = progress.done();
        Optional<Choice> choice = candidates.next(listed, done == null ? null : done.version());
        return choice.isPresent() ? begin(choice.get()) : List.of();
    }

    private SortedMap<String, List<StoredFile>> versions() throws IOException {
        String path = table.toString();
        return Export.byVersion(path, store.files(path));
    }

    private List<SourceRecord> begin(Choice choice) {
        ImportRecord record = new ImportRecord(config.importsTopic(), table, choice.version(), choice.files());
        Export export = choice.export();
        if (export == null) {
            return refuse(record, choice, Objects.requireNonNull(choice.refusal()));
        }
        LOG.info("{}: importing {}", table, choice.version());
        candidates.begun(choice.version());
        announced = new Announced(export, record, System.nanoTime());
        return List.of(record.running());
    }

    private List<SourceRecord> refuse(ImportRecord record, Choice choice, String reason) {
        LOG.warn("{}: refused {}: {}", table, choice.version(), reason);
        candidates.refused(choice.version(), choice.files());
        return List.of(record.refused(reason));
    }

    /** The files may be gone by now: what was read of them is in the work folder, unless that is gone too. */
    private List<SourceRecord> resume(SortedMap<String, List<StoredFile>> listed, Progress.Stamp begun)
            throws IOException, SQLException {
        List<StoredFile> files = listed.getOrDefault(begun.version(), List.of());
        Version version = Version.of(begun.version(), config.versionPattern())
                .orElseThrow(() -> new IllegalStateException(
                        "version.pattern no longer reads " + begun.version() + ", whose import has begun"));
        if (!candidates.isOpen(begun.version(), files)) {
            return List.of();
        }
        LOG.info("{}: going on with {} after {} changes", table, begun.version(), progress.published());
        ImportRecord record = new ImportRecord(config.importsTopic(), table, begun.version(), files);
        return prepare(new Announced(new Export(version, files), record, System.nanoTime()));
    }

    private List<SourceRecord> prepare(Announced begun) throws IOException, SQLException {
        WorkFolder work = Objects.requireNonNull(folder);
        Workbench bench = Workbench.open(config.limits(work.spill()));
        try {
            Running prepared = prepare(begun, work, bench);
            running = prepared;
            return publish(prepared);
        } catch (RefusedExportException e) {
            bench.close();
            Export export = begun.export();
            Choice choice = new Choice(export.version().text(), export.files(), export, null);
            String where = progress.running() == null
                    ? ""
                    : "in the middle of its import, after " + progress.published() + " changes: ";
            return refuse(begun.record(), choice, where + e.getMessage());
        } catch (IOException | SQLException | RuntimeException e) {
            bench.close();
            throw e;
        }
    }

    private Running prepare(Announced begun, WorkFolder work, Workbench bench)
            throws IOException, SQLException, RefusedExportException {
        Progress.Stamp done = progress.done();
        Progress.Stamp resumed = progress.running();
        work.keepOnly(Preparation.present(done, resumed));
        Preparation preparation = new Preparation(config, settings, store, work, bench);
        Progress.Stamp export = preparation.read(begun.export(), resumed == null ? null : resumed.checksum());
        if (done != null) {
            preparation.read(previous(done), done.checksum());
        }
        long read = System.nanoTime();
        RowReader reader = new RowReader(preparation.columns(export));
        Delta delta = preparation.compare(done, export, reader);
        ImportRecord record = begun.record();
        record.imported(export.checksum(), delta.counts());
        record.previous(done == null ? null : done.version());
        record.took("verify", read - begun.nanos());
        record.took("delta", System.nanoTime() - read);
        Import publishing = new Import(target(begun.export(), reader), reader, progress, export);
        DeltaRows rows = delta.rows();
        publishing.resume(rows);
        return new Running(publishing, record, bench, rows);
    }

    /** The previous export; without files when they are gone, which matters only when its rows are, too. */
    private Export previous(Progress.Stamp done) throws IOException {
        Version version = Version.of(done.version(), config.versionPattern())
                .orElseThrow(() -> new IllegalStateException(
                        "version.pattern no longer reads " + done.version() + ", the last import"));
        return new Export(version, versions().getOrDefault(done.version(), List.of()));
    }

    private Import.Target target(Export export, RowReader reader) {
        ChangeTopic topic = new ChangeTopic(
                config.topicPrefix() + "." + table.tenant() + "." + table.table(), reader.columns(), settings.key());
        Origin origin = new Origin(
                "export",
                config.topicPrefix(),
                table.table(),
                table + "/" + export.version().text(),
                export.modifiedMs(),
                export.version().pos());
        return new Import.Target(table, topic, origin, config.tombstones());
    }

    private List<SourceRecord> publish(Running current) throws SQLException {
        List<SourceRecord> batch = current.progress().next(current.rows(), config.batchSize());
        if (!batch.isEmpty()) {
            return batch;
        }
        close(current);
        running = null;
        progress = current.progress().end();
        SourceRecord done = current.record().done(progress);
        LOG.info(
                "{}: done with {}",
                table,
                Objects.requireNonNull(progress.done()).version());
        return List.of(done);
    }

    private static void close(Running ended) throws SQLException {
        ended.rows().close();
        ended.bench().close();
    }

    @Override
    public void close() throws IOException, SQLException {
        if (running != null) {
            close(running);
            running = null;
        }
        if (folder != null) {
            folder.close();
            folder = null;
        }
    }
}
