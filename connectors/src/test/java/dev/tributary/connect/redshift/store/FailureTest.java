package dev.tributary.connect.redshift.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {

    @ParameterizedTest
    @CsvSource({
        "08006, connection lost, true",
        "57P01, shutting down, true",
        "53300, too many connections, true",
        "XX000, '1023 DETAIL: Serializable isolation violation on table - 1', true",
        "28000, password authentication failed, false",
        "42501, permission denied for relation t, false",
        "22001, value too long, false",
        "XX000, 'Load into table t failed. Check sys_load_error_detail', false"
    })
    void shouldTryAgainWhatPassesAndNothingElse(String state, String message, boolean passes) {
        assertThat(Failure.passes(new SQLException(message, state))).isEqualTo(passes);
    }

    @Test
    void shouldTellNoValueAndNoSecret() {
        SQLException quoting = new SQLException("invalid input syntax: \"4711\", Value 'Meyer' by key-1", "22P02");

        assertThat(Failure.permanent("writing", quoting, List.of("key-1")))
                .hasMessage("writing: invalid input syntax: …, Value … by ***")
                .hasNoCause();
    }

    @Test
    void shouldKnowARefusedFileFromARefusedLine() {
        assertThat(Failure.isAccess(new SQLException("S3ServiceException:Access Denied,Status 403", "XX000")))
                .isTrue();
        assertThat(Failure.isAccess(new SQLException("Load into t failed. Check stl_load_errors", "XX000")))
                .isFalse();
    }
}
