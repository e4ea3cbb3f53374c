package dev.tributary.local.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The double refuses what Redshift refuses, to Redshift's own driver. */
@Timeout(200)
class RedshiftDoubleTest {
    private final RedshiftStand stand = RedshiftStand.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO tributary_offsets VALUES ('a', 'b', 1, 1, 1) ON CONFLICT DO NOTHING",
                "DELETE FROM tributary_offsets RETURNING topic",
                "CREATE INDEX i ON tributary_offsets (topic)",
                "CREATE TABLE refused (a JSONB)",
                "CREATE TABLE refused (a BYTEA)",
                "CREATE TABLE refused (a INTEGER[])",
                "CREATE TABLE refused (a VARCHAR(65536))",
                "CREATE TABLE refused (a DECIMAL(39,0))",
                "CREATE TABLE refused (a DECIMAL(38,38))",
                "ALTER TABLE tributary_offsets ADD COLUMN a INTEGER, ADD COLUMN b INTEGER",
                "ALTER TABLE tributary_offsets ALTER COLUMN next_offset TYPE DECIMAL(38,0)",
                "COPY tributary_offsets FROM 's3://b/k' FORMAT AS CSV",
                "COPY tributary_offsets FROM 's3://b/k' IAM_ROLE default FORMAT AS PARQUET MAXERROR 5",
                "COPY tributary_offsets FROM 's3://b/k' IAM_ROLE default FORMAT AS CSV PLEASE"
            })
    void shouldRefuse(String sql) {
        assertThatThrownBy(() -> stand.execute(sql))
                .isInstanceOf(SQLException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("does not exist"));
    }

    @Test
    void shouldSpoilTheTransactionInWhichItRefuses() throws SQLException {
        try (Connection connection = stand.warehouse().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE spoilt (a VARCHAR(3))");
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO spoilt VALUES ('1')");
            assertThatThrownBy(() -> statement.execute("ALTER TABLE spoilt ALTER COLUMN a TYPE VARCHAR(5)"))
                    .hasMessageContaining("cannot run inside a transaction block");
            assertThatThrownBy(() -> statement.execute("SELECT 1")).hasMessageContaining("aborted");
            connection.rollback();
            assertThatThrownBy(() -> statement.execute("TRUNCATE spoilt")).hasMessageContaining("TRUNCATE");
            connection.rollback();
        }
        assertThat(stand.query("SELECT a FROM spoilt")).isEmpty();
    }

    @Test
    void shouldEnforceNoKeyAndCountTheBytesOfTexts() throws SQLException {
        stand.execute("CREATE TABLE loose (a VARCHAR(3), PRIMARY KEY (a))");
        stand.execute("INSERT INTO loose VALUES ('a')");
        stand.execute("INSERT INTO loose VALUES ('a')");
        assertThatThrownBy(() -> stand.execute("INSERT INTO loose VALUES ('ää')"))
                .isInstanceOf(SQLException.class);

        stand.execute("ALTER TABLE public.loose ALTER COLUMN a TYPE VARCHAR(4)");
        try (Connection connection = stand.warehouse().connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO loose VALUES (?)")) {
            insert.setString(1, "ää");
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }

        assertThat(stand.query("SELECT a FROM loose ORDER BY a")).containsExactly("a", "a", "ää");
        assertThat(stand.query(
                        "SELECT data_type, character_maximum_length FROM svv_columns WHERE table_name = 'loose'"))
                .containsExactly("character varying | 4");
    }
}
