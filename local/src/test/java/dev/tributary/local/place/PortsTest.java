package dev.tributary.local.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void shouldNameTheBusyPortItsServiceAndTheFix() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<Service, Integer> chosen = Map.of(Service.CONNECT, busy.getLocalPort());

            assertThatThrownBy(() -> Ports.of(chosen))
                    .isInstanceOfSatisfying(
                            LocalException.class, e -> assertThat(e.exitCode()).isEqualTo(8))
                    .hasMessageContaining("port " + busy.getLocalPort() + " for connect is in use")
                    .hasMessageContaining("--port connect=N")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void shouldFindADifferentFreePortForEachService() {
        Ports ports = Ports.anyFree();

        assertThat(Service.values()).extracting(ports::of).doesNotHaveDuplicates();
    }
}
