package dev.tributary.local;

import dev.tributary.local.part.Topics;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Site;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineFile;
import java.nio.file.Path;

/** What a stack is started with: the project, the data, the ports, the pipeline and the warehouse. */
record Setting(
        Installation installation, DataDirectory directory, Ports ports, Path pipeline, WarehouseKind warehouse) {

    static Setting of(Site site, Path pipeline, WarehouseKind warehouse) {
        return new Setting(site.installation(), site.directory(), site.ports(), pipeline, warehouse);
    }

    Topics topics() {
        return Topics.of(read());
    }

    Pipeline read() {
        return PipelineFile.read(pipeline);
    }
}
