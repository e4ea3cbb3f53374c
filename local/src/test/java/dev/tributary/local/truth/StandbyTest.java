package dev.tributary.local.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code num.standby.replicas = 1}: when an instance dies, the other one has its tables already. */
@Tag("long")
@Timeout(300)
class StandbyTest {
    private static final String OUTPUT = "left_strict";
    private static final int ROWS = 4000;
    private static final int CHANGED = 400;
    private static final int STORES = 4;
    private static final int PARTITIONS = 3;
    private static final Pattern RESTORED = Pattern.compile("restored (\\d+) records");
    private static final Pattern LAG =
            Pattern.compile("kafka_consumer_fetch_manager_records_lag\\{.*-changelog\".*} (\\S+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Integer> ports = new ArrayList<>();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void shouldTakeOverWithoutReadingTheTablesAnew() throws Exception {
        for (int instance = 0; instance < 3; instance++) {
            ports.add(freePort());
        }
        try (JoinStand stand = new JoinStand(folder.resolve("data"), List.of(OUTPUT));
                Instances apps = stand.start(2, this::settings)) {
            send(stand, 1, ROWS, 1);
            stand.awaitQuiet(apps);
            Eventually.isTrue("the standbys are level", this::standbysAreLevel);
            long all = stand.changelogs();
            long before = restored(stand, 1);

            apps.kill(0);
            send(stand, 1, CHANGED, 2);
            stand.awaitQuiet(apps);

            assertThat(rows(stand)).isEqualTo(answer());
            long byStandby = restored(stand, 1) - before;
            assertThat(byStandby).as("records restored, of %s", all).isLessThan(all / 20);

            // the same measure where there is no standby
            apps.kill(0);
            apps.startAs(2);
            send(stand, CHANGED + 1, CHANGED + 1, 1);
            stand.awaitQuiet(apps);
            long anew = restored(stand, 2);
            System.out.printf("standby: restored %d of %d, without one %d%n", byStandby, all, anew);
            assertThat(anew).isGreaterThan(all / 2);
            assertThat(rows(stand)).isEqualTo(answer());
        }
    }

    private List<String> settings(int instance) {
        return List.of("num.standby.replicas=1", "tributary.metrics.port=" + ports.get(instance));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Employees and bonuses; in their second version bonuses refer elsewhere. */
    private static void send(JoinStand stand, int first, int last, int version) {
        for (int id = first; id <= last; id++) {
            stand.send(new JoinHistory.Change(true, id, new JoinHistory.Row(null, version), version));
            stand.send(new JoinHistory.Change(false, id, new JoinHistory.Row(employee(id, version), id), version));
        }
    }

    private static int employee(int bonus, int version) {
        return version == 1 ? bonus : bonus % CHANGED + 1;
    }

    private static Map<Integer, String> answer() {
        Map<Integer, String> answer = new TreeMap<>();
        for (int id = 1; id <= ROWS; id++) {
            int version = id <= CHANGED ? 2 : 1;
            answer.put(id, JoinHistory.line(employee(id, version), version, id));
        }
        return answer;
    }

    private static Map<Integer, String> rows(JoinStand stand) throws IOException {
        Map<Integer, String> rows = new TreeMap<>();
        stand.read(OUTPUT).forEach(record -> rows.put(record.key(), record.line()));
        return rows;
    }

    private boolean standbysAreLevel() throws IOException, InterruptedException {
        List<Double> lags = new ArrayList<>();
        for (int port : ports.subList(0, 2)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build();
            Matcher lag = LAG.matcher(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            while (lag.find()) {
                lags.add(Double.parseDouble(lag.group(1)));
            }
        }
        return lags.size() >= STORES * PARTITIONS && lags.stream().allMatch(lag -> lag == 0);
    }

    private static long restored(JoinStand stand, int instance) throws IOException {
        Path log = stand.log(instance);
        return Files.exists(log)
                ? RESTORED.matcher(Files.readString(log))
                        .results()
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .sum()
                : 0;
    }
}
