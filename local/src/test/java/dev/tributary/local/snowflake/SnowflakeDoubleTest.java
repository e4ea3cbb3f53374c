package dev.tributary.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.snowflake.SnowflakeDouble.Declared;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnowflakeDoubleTest {

    private static final String NAMES = "'database':'D','schema':'S','table':'T'";

    private static KeyPair pair;
    private static KeyPair other;

    @TempDir
    Path folder;

    private Account account;
    private SnowflakeDouble snowflake;
    private WireClient client;

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
        other = generator.generateKeyPair();
    }

    @BeforeEach
    void start() throws Exception {
        account = new Account("U", "R", pair.getPublic(), new Account.Place("D", "S"));
        snowflake = SnowflakeDouble.start(account, folder, 0);
        client = new WireClient(snowflake.url(), account, pair.getPrivate());
        snowflake.createTable("t", List.of(new Declared("id", "NUMBER(38,0)")));
    }

    @AfterEach
    void stop() throws Exception {
        snowflake.close();
    }

    @Test
    void shouldRefuseATokenThatIsNotOfTheRegisteredKeyOrHasExpired() throws Exception {
        WireClient stranger = new WireClient(snowflake.url(), account, other.getPrivate());

        assertThat(client.login(client.token(60), "R").path("success").asBoolean())
                .isTrue();
        assertThat(client.login(client.token(-1), "R").path("code").asText()).isEqualTo("390144");
        assertThat(client.login(stranger.token(60), "R").path("code").asText()).isEqualTo("390144");
        assertThat(client.login(client.token(60), "OTHER").path("code").asText())
                .isEqualTo("390189");
        assertThat(stranger.stream("channels/open", "{" + NAMES + ",'channel':'c'}")
                        .path("code")
                        .asText())
                .isEqualTo("390144");
    }

    @Test
    void shouldAnswerWhatItDoesNotKnowWithAnErrorAndWriteItDown() throws Exception {
        String session = client.login(client.token(60), "R").at("/data/token").asText();

        assertThat(client.query(session, "desc table identifier(?)", "T")
                        .at("/data/rowset/0/1")
                        .asText())
                .isEqualTo("NUMBER(38,0)");
        assertThat(client.query(session, "desc table identifier(?)", "NOWHERE")
                        .path("code")
                        .asText())
                .isEqualTo("002003");
        assertThat(snowflake.journal().problems()).isEmpty();
        assertThat(client.query(session, "drop table identifier(?)", "T")
                        .path("success")
                        .asBoolean())
                .isFalse();
        client.stream("channels/drop", "{}");
        assertThat(snowflake.journal().problems()).hasSize(2);
    }

    @Test
    void shouldCommitAllChannelsOfAChunkOrNone() throws Exception {
        JsonNode opened = open("a");
        open("b");
        open("b");

        assertThat(register(opened, channel("a", 0, 1), channel("b", 0, 1))).containsExactly(22, 20);
        assertThat(register(opened, channel("a", 0, 2), channel("b", 1, 1))).containsExactly(21, 22);
        assertThat(register(opened, channel("a", 0, 1), channel("nobody", 0, 1)))
                .containsExactly(22, 19);
        assertThat(count()).isZero();
        assertThat(register(opened, channel("a", 0, 1), channel("b", 1, 1))).containsExactly(0, 0);
        assertThat(register(opened, channel("a", 0, 1), channel("b", 1, 1))).containsExactly(21, 21);
        assertThat(count()).isEqualTo(2);
        assertThat(open("a").path("offset_token").asText()).isEqualTo("41");
        assertThat(snowflake.journal().problems()).isEmpty();
    }

    @Test
    void shouldKeepRowsAndTokensOverARestart() throws Exception {
        register(open("a"), channel("a", 0, 1));
        snowflake.close();
        snowflake = SnowflakeDouble.start(account, folder, 0);
        client = new WireClient(snowflake.url(), account, pair.getPrivate());

        JsonNode again = open("a");

        assertThat(again.path("client_sequencer").asInt()).isEqualTo(1);
        assertThat(again.path("row_sequencer").asInt()).isEqualTo(1);
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAChunkWhoseBytesOrRowsAreNotWhatWasAnnounced() throws Exception {
        JsonNode opened = open("a");
        String chunk = client.stage(folder.resolve("stage"), opened, "blob", "SELECT 1::DECIMAL(38,0) AS ID");

        JsonNode answer = client.stream(
                "channels/write/blobs",
                "{'blobs':[{'path':'blob','chunks':[{" + NAMES + "," + chunk + ",'channels':[" + channel("a", 0, 1)
                        + "],'eps':{'rows':2}}]}]}");

        assertThat(answer.path("status_code").asInt()).isEqualTo(500);
        assertThat(count()).isZero();
        assertThat(snowflake.journal().problems()).singleElement().asString().contains("1 rows and announced 2");
    }

    @Test
    void shouldReadEachTypeAsTheClientWritesIt() throws Exception {
        snowflake.createTable(
                "t2",
                List.of(
                        new Declared("v", "VARIANT"),
                        new Declared("n", "NUMBER(12,2)"),
                        new Declared("d", "DATE"),
                        new Declared("t", "TIME(6)"),
                        new Declared("ntz", "TIMESTAMP_NTZ(6)"),
                        new Declared("ntz9", "TIMESTAMP_NTZ(9)"),
                        new Declared("tz", "TIMESTAMP_TZ(9)")));
        String names = NAMES.replace("'T'", "'T2'");
        JsonNode opened = client.stream("channels/open", "{" + names + ",'channel':'c'}");
        String packed = "((1700000000123456789::HUGEINT << 14) + 1440)";
        String select = "SELECT '{\"a\":1}' AS V, -12.30::DECIMAL(12,2) AS N, DATE '2026-02-28' AS D,"
                + " 3661.000001::DECIMAL(18,6) AS T, -0.000001::DECIMAL(18,6) AS NTZ,"
                + " 1700000000.123456789::DECIMAL(38,9) AS NTZ9,"
                + " CAST(concat(" + packed + " // 1000000000, '.', right(CAST(" + packed
                + " AS VARCHAR), 9)) AS DECIMAL(38,9)) AS TZ";
        String chunk = client.stage(folder.resolve("stage"), opened, "types", select);

        client.stream(
                "channels/write/blobs",
                "{'blobs':[{'path':'types','chunks':[{" + names + "," + chunk + ",'channels':[" + channel("c", 0, 1)
                        + "],'eps':{'rows':1}}]}]}");

        assertThat(snowflake.journal().problems()).isEmpty();
        assertThat(one("SELECT concat_ws(' | ', V->>'a', N, D, T, NTZ, NTZ9, epoch_us(TZ)) FROM t2"))
                .isEqualTo("1 | -12.30 | 2026-02-28 | 01:01:01.000001 | 1969-12-31 23:59:59.999999"
                        + " | 2023-11-14 22:13:20.123456789 | 1700000000123456");
    }

    private JsonNode open(String channel) throws Exception {
        return client.stream("channels/open", "{" + NAMES + ",'channel':'" + channel + "'}");
    }

    private static String channel(String name, int client, int row) {
        return "{'channel_name':'" + name + "','client_sequencer':" + client + ",'row_sequencer':" + row
                + ",'offset_token':'41'}";
    }

    /** Registers a chunk of two rows; the status of each channel. */
    private List<Integer> register(JsonNode opened, String... channels) throws Exception {
        String chunk = client.stage(
                folder.resolve("stage"), opened, "blob", "SELECT range::DECIMAL(38,0) AS ID FROM range(2)");
        JsonNode answer = client.stream(
                "channels/write/blobs",
                "{'blobs':[{'path':'blob','chunks':[{" + NAMES + "," + chunk + ",'channels':["
                        + String.join(",", channels) + "],'eps':{'rows':2}}]}]}");
        return answer.findValues("status_code").stream()
                .skip(1)
                .map(JsonNode::asInt)
                .toList();
    }

    private long count() throws Exception {
        return Long.parseLong(one("SELECT count(*) FROM t"));
    }

    private String one(String sql) throws Exception {
        try (Connection connection = snowflake.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
