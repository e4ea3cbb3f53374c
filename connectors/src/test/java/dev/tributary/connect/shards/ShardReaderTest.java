package dev.tributary.connect.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShardReaderTest {
    private static final long READ = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LIST = TimeUnit.SECONDS.toNanos(10);

    private final FakeStream stream = new FakeStream();
    private final Map<String, Progress> stored = new HashMap<>();
    private long now;
    private ShardReader<String> reader = reader(false);

    private ShardReader<String> reader(boolean goOnWhenTrimmed) {
        Function<Collection<String>, Map<String, Progress>> known = shards -> {
            Map<String, Progress> found = new HashMap<>(stored);
            found.keySet().retainAll(shards);
            return found;
        };
        ShardReader.Pace pace = new ShardReader.Pace(READ, LIST, goOnWhenTrimmed);
        return new ShardReader<>(stream, new ShardGraph(known), pace, () -> now);
    }

    /** All that can be read, everything arriving at once; stores what Connect would. */
    private List<String> all() {
        return all(true);
    }

    private List<String> all(boolean arriving) {
        List<String> read = new ArrayList<>();
        for (long end = now + 2 * LIST; now < end; now += Math.max(1, reader.idleNanos())) {
            for (ShardReader.@Nullable Batch<String> batch = reader.next(); batch != null; batch = reader.next()) {
                read.addAll(batch.records());
                for (String record : batch.records()) {
                    stored.put(batch.shard(), Progress.after(record));
                }
                if (batch.ended() && arriving) {
                    stored.put(batch.shard(), Progress.END);
                    reader.ended(batch.shard());
                }
            }
        }
        return read;
    }

    @Test
    void shouldReadTheChildrenOfASplitBehindTheirParent() {
        stream.open("z").open("b", "z").open("a", "z");
        stream.put("a", "a1", "a2", "a3").put("b", "b1").put("z", "z1", "z2", "z3");
        assertThat(all()).as("the parent is open").containsExactly("z1", "z2", "z3");

        stream.put("z", "z4").close("z");

        assertThat(all()).startsWith("z4").containsExactlyInAnyOrder("z4", "a1", "a2", "a3", "b1");
    }

    @Test
    void shouldReadTheChildOfAMergeBehindBothParents() {
        stream.open("child", "left", "right").put("child", "c1");
        stream.open("left").put("left", "l1", "l2", "l3").close("left");
        stream.open("right").put("right", "r1");

        assertThat(all()).containsExactlyInAnyOrder("l1", "l2", "l3", "r1");
        stream.put("right", "r2").close("right");
        assertThat(all()).containsExactly("r2", "c1");
    }

    @Test
    void shouldReadNoChildBeforeKafkaHasTheEndOfItsParent() {
        stream.open("parent").put("parent", "p1").close("parent").open("child", "parent");
        stream.put("child", "c1");

        assertThat(all(false)).containsExactly("p1");
        reader.ended("parent");
        assertThat(all()).containsExactly("c1");
    }

    @Test
    void shouldGoOnBehindWhatWasStoredAndSkipWhatHasEnded() {
        stream.open("parent").put("parent", "p1").close("parent").open("child", "parent");
        stream.put("child", "c1", "c2", "c3");
        stored.put("parent", Progress.END);
        stored.put("child", Progress.after("c2"));

        assertThat(all()).containsExactly("c3");
        assertThat(stream.iterators).containsExactly("child AFTER c2");
    }

    @Test
    void shouldReadAShardThatAppearsLaterAndForgetTheOldOnes() {
        stream.open("one").put("one", "1").close("one");
        assertThat(all()).containsExactly("1");

        stream.open("two", "one").put("two", "2").close("two");
        assertThat(all()).containsExactly("2");
        stream.trim("one").open("three", "two").put("three", "3");
        assertThat(all()).containsExactly("3");
    }

    @Test
    void shouldStopWhenAShardIsGoneThatWasNotReadToItsEnd() {
        stored.put("parent", Progress.after("p1"));
        stream.open("child", "parent").put("child", "c1");

        assertThatThrownBy(this::all).isInstanceOf(TrimmedShardException.class).hasMessageContaining("parent");
    }

    @Test
    void shouldStopWhenAWholeGenerationCameAndWentUnseen() {
        stored.put("grandparent", Progress.END);
        stream.open("child", "parent").put("child", "c1");

        assertThatThrownBy(this::all).isInstanceOf(TrimmedShardException.class).hasMessageContaining("parent");
    }

    @Test
    void shouldNotMissTheParentsOfAShardThatItHasBegun() {
        stored.put("child", Progress.BEGINNING);
        stream.open("child", "parent").put("child", "c1");

        assertThat(all()).containsExactly("c1");
    }

    @Test
    void shouldStopWhenTheNextRecordsAreGone() {
        stored.put("one", Progress.after("1"));
        stream.open("one").put("one", "1", "2");
        stream.failures.add(new TrimmedShardException("the records behind are gone", null));

        assertThatThrownBy(this::all).isInstanceOf(TrimmedShardException.class);
    }

    @Test
    void shouldGoOnWithWhatIsLeftWhereItIsToldTo() {
        reader = reader(true);
        stored.put("parent", Progress.after("p1"));
        stored.put("a", Progress.after("0"));
        stream.open("child", "parent").put("child", "c1").open("a").put("a", "1");
        stream.failures.add(new TrimmedShardException("the record 0 is gone", null));

        assertThat(all()).containsExactlyInAnyOrder("c1", "1");
    }

    @Test
    void shouldTakeANewIteratorForOneThatExpired() {
        stream.open("one").put("one", "1");
        assertThat(all()).containsExactly("1");
        stream.put("one", "2");
        stream.failures.add(new ExpiredIteratorException(new IOException()));

        assertThat(all()).containsExactly("2");
        assertThat(stream.iterators).containsExactly("one BEGINNING", "one AFTER 1");
    }

    @Test
    void shouldWaitLongerEachTimeTheServiceThrottlesAndLoseNothing() {
        stream.open("one").put("one", "1");
        for (int i = 0; i < 3; i++) {
            stream.failures.add(new BusyStreamException("throttled", new IOException()));
        }

        List<Long> waits = new ArrayList<>();
        while (reader.next() == null) {
            waits.add(TimeUnit.NANOSECONDS.toMillis(reader.idleNanos()));
            now += reader.idleNanos();
        }

        assertThat(waits).containsExactly(200L, 400L, 800L);
        assertThat(stream.failures).isEmpty();
    }

    @Test
    void shouldReadTheShardsInTurnAndEachNoOftenerThanAllowed() {
        stream.open("a").put("a", "a1", "a2", "a3").open("b").put("b", "b1", "b2", "b3");

        List<String> read = new ArrayList<>();
        for (ShardReader.@Nullable Batch<String> batch = reader.next(); batch != null; batch = reader.next()) {
            read.addAll(batch.records());
        }
        assertThat(read).containsExactly("a1", "a2", "b1", "b2");
        assertThat(reader.idleNanos()).isEqualTo(READ);
    }
}
