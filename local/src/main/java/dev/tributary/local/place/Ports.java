package dev.tributary.local.place;

import dev.tributary.app.ExitCode;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/** The loopback port of each service, known to be free before anything starts: the broker in this JVM would die of a busy one. */
public final class Ports {

    public static final String HOST = "127.0.0.1";

    private final Map<Service, Integer> ports;

    private Ports(Map<Service, Integer> ports) {
        this.ports = ports;
    }

    /** The usual ports, some of them replaced; a busy one of those that are needed is a {@link LocalException}. */
    public static Ports of(Map<Service, Integer> chosen, Set<Service> needed) {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            ports.put(service, chosen.getOrDefault(service, service.usualPort()));
        }
        Ports all = new Ports(ports);
        needed.forEach(service -> requireFree(service, all.of(service)));
        return all;
    }

    /** Ports that are free now: those of {@code memory}, a file, as far as they still are, and any others; written down there. */
    public static Ports anyFree(Path memory) throws IOException {
        // the same again where possible: connectors start with the addresses that they were told the last time
        Properties remembered = read(memory);
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        List<ServerSocket> held = new ArrayList<>();
        for (Service service : Service.values()) {
            ServerSocket socket = bindOrAny(Integer.parseInt(remembered.getProperty(service.toString(), "0")));
            held.add(socket);
            ports.put(service, socket.getLocalPort());
            remembered.setProperty(service.toString(), Integer.toString(socket.getLocalPort()));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        try (Writer out = Files.newBufferedWriter(memory)) {
            remembered.store(out, "the ports of the last start with --free-ports");
        }
        return new Ports(ports);
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                properties.load(in);
            }
        }
        return properties;
    }

    private static ServerSocket bindOrAny(int port) throws IOException {
        try {
            return bind(port);
        } catch (BindException e) {
            return bind(0);
        }
    }

    public int of(Service service) {
        return Objects.requireNonNull(ports.get(service));
    }

    /** {@code 127.0.0.1:port}. */
    public String address(Service service) {
        return HOST + ":" + of(service);
    }

    private static void requireFree(Service service, int port) {
        try (ServerSocket probe = bind(port)) {
            probe.getLocalPort();
        } catch (IOException e) {
            throw new LocalException(
                    ExitCode.PORT_IN_USE,
                    "port " + port + " for " + service + " is in use: stop what listens there, or add --port " + service
                            + "=N, or --free-ports");
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
