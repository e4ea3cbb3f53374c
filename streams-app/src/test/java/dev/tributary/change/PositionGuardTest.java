package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.util.Objects;
import org.apache.avro.SchemaBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PositionGuardTest {
    private static final Row ROW = new Row(
            RowSchema.of(SchemaBuilder.record("r").fields().requiredInt("id").endRecord()), new Object[] {1});

    private static ChangeEvent streamed(long commit, long lsn) {
        return event(Op.UPDATE, new Position(0, commit, lsn, 0));
    }

    private static ChangeEvent snapshot(long lsn) {
        return event(Op.READ, new Position(0, 0, lsn, 0));
    }

    private static ChangeEvent event(Op op, Position position) {
        return new ChangeEvent(op, position, 0, null, ROW, false);
    }

    /** What is held after the events, all of which are taken. */
    private static Held after(ChangeEvent... events) {
        Held held = null;
        for (ChangeEvent event : events) {
            held = Objects.requireNonNull(PositionGuard.taken(event, held), "passed over");
        }
        return Objects.requireNonNull(held);
    }

    private static @Nullable Held taken(ChangeEvent event, Held held) {
        return PositionGuard.taken(event, held);
    }

    @Test
    void shouldTakeAnEventOfALaterTransactionThoughItsLsnIsLower() {
        assertThat(taken(streamed(950, 700), after(streamed(500, 900)))).isNotNull();
        assertThat(taken(streamed(500, 900), after(streamed(950, 700)))).isNull();
    }

    @Test
    void shouldTakeAnEventOfATransactionThatTheSnapshotOverlapped() {
        assertThat(taken(streamed(800, 850), after(snapshot(1000)))).isNotNull();
    }

    @Test
    void shouldTakeALaterSnapshotAndWhatIsStreamedBehindIt() {
        Held reread = after(streamed(1500, 1600), snapshot(2000));

        Held behind = Objects.requireNonNull(taken(streamed(1900, 1950), reread));

        assertThat(behind.event().position()).isGreaterThan(reread.event().position());
        assertThat(taken(streamed(1900, 1950), behind)).isNull();
    }

    @Test
    void shouldPassOverWhatIsSentAgainFromBeforeALaterSnapshot() {
        Held reread = after(streamed(1500, 1600), snapshot(2000));

        assertThat(taken(streamed(1400, 1450), reread)).isNull();
        assertThat(taken(streamed(1500, 1600), reread)).isNull();
        assertThat(taken(snapshot(2000), reread)).isNull();
        assertThat(taken(snapshot(2000), after(streamed(1500, 1600), snapshot(2000), streamed(1900, 1950))))
                .isNull();
    }

    @Test
    void shouldPassOverASnapshotOfBeforeTheHeldChange() {
        assertThat(taken(snapshot(1000), after(streamed(1500, 1600)))).isNull();
        assertThat(taken(snapshot(1000), after(snapshot(1000)))).isNull();
    }

    @Test
    void shouldTakeWhatARestoredSourceTellsWhateverItsLsnAndHoweverOftenTheKeyWasReadAgain() {
        Held reread = after(streamed(1500, 1600), snapshot(2000), streamed(2100, 2200), snapshot(2300));
        ChangeEvent restored = event(Op.UPDATE, new Position(Position.epoch(1), 10, 10, 0));

        Held held = Objects.requireNonNull(taken(restored, reread));

        assertThat(held.event().position()).isGreaterThan(reread.event().position());
        assertThat(taken(streamed(9000, 9000), held)).isNull();
    }
}
