package dev.tributary.local;

import dev.tributary.local.part.PostgresServer;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import java.nio.file.Files;
import java.nio.file.Path;

/** Run once at the end of a build: does what the first start would otherwise spend half a minute on. */
final class Prepare {

    private Prepare() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("tributary-prepare");
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), false)) {
            System.setProperty("tributary.log.dir", directory.logs().toString());
            Installation installation = Installation.find();
            PostgresServer.unpack(installation);
            // its first run writes the class archive that the others start from
            SchemaRegistry.start(installation, directory, Ports.anyFree(directory.ports()))
                    .close();
        } finally {
            DataDirectory.delete(folder);
        }
    }
}
