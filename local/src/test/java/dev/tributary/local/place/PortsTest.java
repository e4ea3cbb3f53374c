package dev.tributary.local.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir
    Path folder;

    @Test
    void shouldNameTheBusyPortItsServiceAndTheFix() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<Service, Integer> chosen = Map.of(Service.CONNECT, busy.getLocalPort());

            assertThatThrownBy(() -> Ports.of(chosen, Service.OF_EVERY_STACK))
                    .isInstanceOfSatisfying(
                            LocalException.class, e -> assertThat(e.exitCode()).isEqualTo(8))
                    .hasMessageContaining("port " + busy.getLocalPort() + " for connect is in use")
                    .hasMessageContaining("--port connect=N")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void shouldFindADifferentFreePortForEachServiceAndTheSameAgain() throws Exception {
        Ports ports = Ports.anyFree(folder.resolve("ports"));
        Ports again = Ports.anyFree(folder.resolve("ports"));

        assertThat(Service.values()).extracting(ports::of).doesNotHaveDuplicates();
        assertThat(Service.values())
                .allSatisfy(service -> assertThat(again.of(service)).isEqualTo(ports.of(service)));
    }

    @Test
    void shouldTakeAnotherPortWhenTheRememberedOneIsTaken() throws Exception {
        Ports ports = Ports.anyFree(folder.resolve("ports"));
        try (ServerSocket taken = new ServerSocket(ports.of(Service.KAFKA), 1, InetAddress.getLoopbackAddress())) {
            Ports again = Ports.anyFree(folder.resolve("ports"));

            assertThat(again.of(Service.KAFKA)).isNotEqualTo(taken.getLocalPort());
        }
    }
}
