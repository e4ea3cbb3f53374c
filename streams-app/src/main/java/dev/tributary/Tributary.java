package dev.tributary;

import dev.tributary.cli.RootCommand;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command line; {@code ./tributary local} has a main class of its own. */
public final class Tributary {
    private static final String LOG = "log4j2.configurationFile";

    private Tributary() {}

    public static void main(String[] args) {
        configureLog();
        System.exit(RootCommand.execute(args));
    }

    /** The installation's own log configuration, before the first logger asks for one. */
    private static void configureLog() {
        Path shipped = Path.of(System.getProperty("tributary.home", ""), "config", "log4j2.properties");
        if (System.getProperty(LOG) == null && Files.exists(shipped)) {
            System.setProperty(LOG, shipped.toString());
        }
    }
}
