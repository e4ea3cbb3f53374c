package dev.tributary.connect.changes;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.kafka.connect.errors.ConnectException;

/** The version of the build, from a file that the build fills in. */
public final class PluginVersion {
    /** As the connectors and tasks of this module tell it. */
    public static final String CURRENT = read();

    private PluginVersion() {}

    private static String read() {
        try (InputStream file = PluginVersion.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new ConnectException("version.properties is not readable", e);
        }
    }
}
