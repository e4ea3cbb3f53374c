package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.util.Objects;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class PositionGuardTest {
    private static final Row ROW = new Row(
            RowSchema.of(SchemaBuilder.record("r").fields().requiredInt("id").endRecord()), new Object[] {1});

    private static ChangeEvent streamed(long commit, long lsn) {
        return new ChangeEvent(Op.UPDATE, new Position(0, commit, lsn, 0), 0, null, ROW, false);
    }

    private static ChangeEvent snapshot(long lsn) {
        return new ChangeEvent(Op.READ, new Position(0, 0, lsn, 0), 0, null, ROW, false);
    }

    @Test
    void shouldTakeAnEventOfALaterTransactionThoughItsLsnIsLower() {
        ChangeEvent held = streamed(500, 900);

        assertThat(PositionGuard.newer(streamed(950, 700), held)).isNotNull();
        assertThat(PositionGuard.newer(held, streamed(950, 700))).isNull();
    }

    @Test
    void shouldTakeAnEventOfATransactionThatTheSnapshotOverlapped() {
        assertThat(PositionGuard.newer(streamed(800, 850), snapshot(1000))).isNotNull();
    }

    @Test
    void shouldTakeALaterSnapshotAndWhatIsStreamedBehindIt() {
        ChangeEvent reread = taken(snapshot(2000), streamed(1500, 1600));

        ChangeEvent behind = taken(streamed(1900, 1950), reread);

        assertThat(behind.position()).isGreaterThan(reread.position());
        assertThat(PositionGuard.newer(streamed(1900, 1950), behind)).isNull();
    }

    private static ChangeEvent taken(ChangeEvent incoming, ChangeEvent held) {
        return Objects.requireNonNull(PositionGuard.newer(incoming, held), "passed over");
    }

    @Test
    void shouldPassOverASnapshotOfBeforeTheHeldChange() {
        assertThat(PositionGuard.newer(snapshot(1000), streamed(1500, 1600))).isNull();
        assertThat(PositionGuard.newer(snapshot(1000), snapshot(1000))).isNull();
    }

    @Test
    void shouldTakeWhatAnotherEpochTellsWhateverItsLsn() {
        ChangeEvent restored = new ChangeEvent(Op.UPDATE, new Position(1, 10, 10, 0), 0, null, ROW, false);

        assertThat(PositionGuard.newer(restored, streamed(1500, 1600))).isNotNull();
    }
}
