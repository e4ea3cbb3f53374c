package dev.tributary.benchmarks;

import dev.tributary.benchmarks.data.ChangeFormat;
import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.data.Preload;
import dev.tributary.benchmarks.data.Schemas;
import dev.tributary.benchmarks.data.Workload;
import dev.tributary.benchmarks.stand.Broker;
import dev.tributary.benchmarks.stand.Registry;
import java.io.IOException;
import java.nio.file.Path;

/** The broker and the registry that all runs of a benchmark share, and the change topics on them. */
final class Bench implements AutoCloseable {
    private static final int LOAD_LINGER_MS = 20;

    private final Settings settings;
    private final Path directory;
    private final Registry registry;
    private final Broker broker;

    Bench(Settings settings, Path directory) throws IOException, InterruptedException {
        this.settings = settings;
        this.directory = directory;
        this.registry = Registry.start();
        this.broker = Broker.start(directory.resolve("broker"), settings.brokerJavaOptions());
    }

    Settings settings() {
        return settings;
    }

    Path directory() {
        return directory;
    }

    Registry registry() {
        return registry;
    }

    Broker broker() {
        return broker;
    }

    String payrollTopic(Format format) {
        return format.word() + ".public.payroll";
    }

    String bonusTopic(Format format) {
        return format.word() + ".public.bonus";
    }

    /** Writes the employees' changes of a workload. */
    void loadPayroll(Format format, Workload workload) throws InterruptedException {
        broker.createTopic(payrollTopic(format));
        try (Preload preload = writer(format, workload, LOAD_LINGER_MS)) {
            preload.payroll(payrollTopic(format));
        }
    }

    /** Writes the last version of each employee, and nothing before it. */
    void loadLastPayroll(Format format, Workload workload) throws InterruptedException {
        broker.createTopic(payrollTopic(format));
        try (Preload preload = writer(format, workload, LOAD_LINGER_MS)) {
            preload.lastPayroll(payrollTopic(format));
        }
    }

    /** Writes the bonuses of a workload. */
    void loadBonuses(Format format, Workload workload) throws InterruptedException {
        broker.createTopic(bonusTopic(format));
        try (Preload preload = writer(format, workload, LOAD_LINGER_MS)) {
            preload.bonuses(bonusTopic(format), workload.bonuses());
        }
    }

    Preload writer(Format format, Workload workload, int lingerMs) {
        return new Preload(broker.bootstrap(), workload, changes(format), lingerMs);
    }

    private ChangeFormat changes(Format format) {
        if (format == Format.JSON) {
            return ChangeFormat.json();
        }
        return ChangeFormat.avro(
                registry.register(payrollTopic(format) + "-value", Schemas.PAYROLL_ENVELOPE.parse()),
                registry.register(bonusTopic(format) + "-value", Schemas.BONUS_ENVELOPE.parse()));
    }

    @Override
    public void close() {
        broker.close();
        registry.close();
    }
}
