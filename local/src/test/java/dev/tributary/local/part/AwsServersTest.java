package dev.tributary.local.part;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two services of AWS that are played by processes of their own. */
class AwsServersTest {
    @TempDir
    Path folder;

    @Test
    void shouldPlayDynamoDb() throws IOException {
        int port = freePort();
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), false)) {
            try (DynamoDbServer server = DynamoDbServer.start(Installation.find(), directory, port)) {
                assertThat(server.url()).isEqualTo("http://127.0.0.1:" + port);
                assertThat(listens(port)).isTrue();
            }
            assertThat(listens(port)).isFalse();
        }
    }

    /** The first time, npm downloads the program. */
    @Test
    @Tag("long")
    void shouldPlayKinesis() throws IOException {
        int port = freePort();
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), false)) {
            try (KinesisServer server = KinesisServer.start(Installation.find(), directory, port)) {
                assertThat(Http.answers(server.url() + "/healthcheck")).isTrue();
            }
            assertThat(listens(port)).isFalse();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
