package dev.tributary.connect.export;

import dev.tributary.connect.changes.PluginVersion;
import dev.tributary.connect.objects.Location;
import dev.tributary.connect.objects.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns full exports of tables into the changes between them. */
public final class ExportSourceConnector extends SourceConnector {
    private static final Logger LOG = LoggerFactory.getLogger(ExportSourceConnector.class);

    private Map<String, String> properties = Map.of();
    private volatile List<TableName> tables = List.of();
    private @Nullable ObjectStore store;
    private @Nullable ScheduledExecutorService watch;

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public ConfigDef config() {
        return ExportSettings.DEFINITION;
    }

    @Override
    public void start(Map<String, String> props) {
        ExportSourceConfig checked = new ExportSourceConfig(props);
        properties = Map.copyOf(props);
        ObjectStore exports = Location.open(checked.location(), checked);
        store = exports;
        tables = list(checked, exports);
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "export-tenants");
            thread.setDaemon(true);
            return thread;
        });
        watch = executor;
        long interval = checked.scanInterval().toMillis();
        ScheduledFuture<?> running = executor.scheduleWithFixedDelay(
                () -> watch(checked, exports), interval, interval, TimeUnit.MILLISECONDS);
        LOG.debug("watching for tenants: {}", running);
    }

    private void watch(ExportSourceConfig checked, ObjectStore exports) {
        try {
            List<TableName> found = list(checked, exports);
            if (!found.equals(tables)) {
                LOG.info("the tables are now {}", found);
                tables = found;
                context.requestTaskReconfiguration();
            }
        } catch (RuntimeException e) {
            LOG.warn("will look for tenants again: {}", e.getMessage());
        }
    }

    private static List<TableName> list(ExportSourceConfig config, ObjectStore store) {
        try {
            List<String> tenants = config.tenants().isEmpty() ? store.folders() : config.tenants();
            List<TableName> tables = new ArrayList<>();
            for (String tenant : tenants) {
                for (String table : config.tables().keySet()) {
                    tables.add(new TableName(tenant, table));
                }
            }
            return tables;
        } catch (IOException e) {
            throw new ConnectException("cannot list the tenants in " + config.location() + ": " + e, e);
        }
    }

    @Override
    public Class<? extends Task> taskClass() {
        return ExportSourceTask.class;
    }

    /** Each table belongs to one task; tables of different tasks are imported at the same time. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<TableName> current = tables;
        int tasks = Math.min(maxTasks, current.size());
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<String> names = new ArrayList<>();
            for (int i = task; i < current.size(); i += tasks) {
                names.add(current.get(i).toString());
            }
            Map<String, String> taskConfig = new HashMap<>(properties);
            taskConfig.put(ExportSettings.TASK_TABLES, String.join(",", names));
            configs.add(taskConfig);
        }
        return configs;
    }

    /** Every record carries the offset to go on from, so that Connect's transactions hold both or neither. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public void stop() {
        if (watch != null) {
            watch.shutdownNow();
        }
        if (store != null) {
            store.close();
        }
    }
}
