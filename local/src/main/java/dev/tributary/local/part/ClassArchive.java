package dev.tributary.local.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A class data archive of the JVM (AppCDS): written at the end of the first run, it halves the start of the next ones. */
final class ClassArchive {

    private final Path archive;
    private final Path partial;

    private ClassArchive(Path archive, Path partial) {
        this.archive = archive;
        this.partial = partial;
    }

    /** The archive of one program for this very JVM; another version would not read it. */
    static ClassArchive of(Path folder, String program) {
        String name = program + "-" + System.getProperty("java.vm.version").replaceAll("[^0-9A-Za-z.]", "_");
        return new ClassArchive(
                folder.resolve(name + ".jsa"),
                folder.resolve(name + "." + ProcessHandle.current().pid() + ".partial"));
    }

    /** JVM options that use the archive, or write it when the program ends. */
    List<String> options() {
        if (Files.exists(archive)) {
            return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds=off");
        }
        return List.of("-XX:ArchiveClassesAtExit=" + partial, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** After the program ended by itself: puts what it wrote into place. */
    void keep() throws IOException {
        if (Files.exists(partial)) {
            Files.move(partial, archive, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
