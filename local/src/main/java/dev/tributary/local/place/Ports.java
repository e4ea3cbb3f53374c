package dev.tributary.local.place;

import dev.tributary.app.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The loopback port of each service, known to be free before anything starts: the broker in this JVM would die of a busy one. */
public final class Ports {

    public static final String HOST = "127.0.0.1";

    private final Map<Service, Integer> ports;

    private Ports(Map<Service, Integer> ports) {
        this.ports = ports;
    }

    /** The usual ports, some of them replaced; a busy one is a {@link LocalException}. */
    public static Ports of(Map<Service, Integer> chosen) {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            ports.put(service, chosen.getOrDefault(service, service.usualPort()));
        }
        ports.forEach(Ports::requireFree);
        return new Ports(ports);
    }

    /** Free ports, whichever the system gives. */
    public static Ports anyFree() {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (Service service : Service.values()) {
                ServerSocket socket = bind(0);
                held.add(socket);
                ports.put(service, socket.getLocalPort());
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Ports(ports);
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
