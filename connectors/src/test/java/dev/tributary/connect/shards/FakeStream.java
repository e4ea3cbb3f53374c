package dev.tributary.connect.shards;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** A stream in memory: each shard a list of records that are their own sequence numbers, two to a page. */
final class FakeStream implements ShardStream<String> {
    private static final int PAGE = 2;

    final Map<String, Shard> listed = new LinkedHashMap<>();
    final Map<String, List<String>> records = new LinkedHashMap<>();
    final Set<String> trimmed = new HashSet<>();
    final List<RuntimeException> failures = new ArrayList<>();
    final List<String> iterators = new ArrayList<>();
    private final Random random = new Random(7);

    FakeStream open(String id, String... parents) {
        listed.put(id, new Shard(id, Set.of(parents), false));
        records.put(id, new ArrayList<>());
        return this;
    }

    FakeStream put(String id, String... added) {
        Objects.requireNonNull(records.get(id)).addAll(List.of(added));
        return this;
    }

    FakeStream close(String id) {
        listed.put(id, new Shard(id, Objects.requireNonNull(listed.get(id)).parents(), true));
        return this;
    }

    /** The service forgets the shard. */
    FakeStream trim(String id) {
        listed.remove(id);
        trimmed.add(id);
        return this;
    }

    @Override
    public List<Shard> shards() {
        List<Shard> anyOrder = new ArrayList<>(listed.values());
        Collections.shuffle(anyOrder, random);
        return anyOrder;
    }

    @Override
    public String iterator(String shard, Progress from) {
        fail();
        iterators.add(shard + " " + from.text());
        requireThere(shard);
        int at = from.kind() == Progress.Kind.AFTER
                ? Objects.requireNonNull(records.get(shard)).indexOf(from.at()) + 1
                : 0;
        return shard + ":" + at;
    }

    private void requireThere(String shard) {
        if (trimmed.contains(shard)) {
            throw new TrimmedShardException(shard, null);
        }
    }

    private void fail() {
        if (!failures.isEmpty()) {
            throw failures.remove(0);
        }
    }

    @Override
    public Page<String> read(String iterator) {
        fail();
        int colon = iterator.indexOf(':');
        String shard = iterator.substring(0, colon);
        requireThere(shard);
        int from = Integer.parseInt(iterator.substring(colon + 1));
        List<String> all = Objects.requireNonNull(records.get(shard));
        int to = Math.min(all.size(), from + PAGE);
        boolean last =
                to == all.size() && Objects.requireNonNull(listed.get(shard)).closed();
        return new Page<>(List.copyOf(all.subList(from, to)), last ? null : shard + ":" + to);
    }

    @Override
    public String sequence(String record) {
        return record;
    }
}
