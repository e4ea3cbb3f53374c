package dev.tributary.connect.shards;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The shards of a stream, and which of them may be read: those whose parents have been read to their ends, so that what was
 * written to one key comes in its order.
 */
public final class ShardGraph {
    private final Function<Collection<String>, Map<String, Progress>> stored;
    private final Map<String, Shard> shards = new TreeMap<>();
    private final Map<String, Progress> progress = new HashMap<>();
    private final Set<String> ending = new HashSet<>();

    /** A graph without shards; {@code stored} tells what is known of some from before. */
    ShardGraph(Function<Collection<String>, Map<String, Progress>> stored) {
        this.stored = stored;
    }

    /**
     * Takes a whole listing of the stream, in any order.
     *
     * @return the shards that are gone although they were not read to their ends
     */
    List<String> list(List<Shard> listed) {
        Set<String> before = Set.copyOf(shards.keySet());
        listed.forEach(shard -> shards.put(shard.id(), shard));
        List<Shard> added =
                listed.stream().filter(shard -> !before.contains(shard.id())).toList();
        learn(added);
        List<String> lost = new ArrayList<>();
        for (Shard shard : added) {
            if (!progress.containsKey(shard.id())) {
                shard.parents().stream().filter(this::isLost).forEach(lost::add);
            }
        }
        forget(listed.stream().map(Shard::id).collect(Collectors.toSet()));
        return lost.stream().distinct().sorted().toList();
    }

    private void learn(List<Shard> added) {
        Set<String> unknown = new HashSet<>();
        for (Shard shard : added) {
            unknown.add(shard.id());
            unknown.addAll(shard.parents());
        }
        unknown.removeAll(progress.keySet());
        if (!unknown.isEmpty()) {
            progress.putAll(stored.apply(unknown));
        }
    }

    private boolean isLost(String parent) {
        return !shards.containsKey(parent)
                && !progress.getOrDefault(parent, Progress.BEGINNING).ended();
    }

    /** Children are listed no later than their parent's end, so that nobody asks for it any more. */
    private void forget(Set<String> listed) {
        shards.keySet().removeIf(id -> !listed.contains(id) && of(id).ended());
        progress.keySet().retainAll(shards.keySet());
    }

    /** The shards to read now, by their names. */
    List<String> readable() {
        return shards.values().stream()
                .filter(shard -> !of(shard.id()).ended() && !ending.contains(shard.id()))
                .filter(shard -> shard.parents().stream().allMatch(this::isDone))
                .map(Shard::id)
                .toList();
    }

    private boolean isDone(String parent) {
        return !shards.containsKey(parent) || of(parent).ended();
    }

    /** How far a shard is; one that was never read begins at its beginning. */
    Progress of(String shard) {
        return progress.getOrDefault(shard, Progress.BEGINNING);
    }

    void at(String shard, Progress now) {
        progress.put(shard, now);
    }

    /** All of the shard was read, and is on its way; its children wait until it has arrived. */
    void ending(String shard) {
        ending.add(shard);
    }

    /** All of the shard has arrived. */
    void ended(String shard) {
        ending.remove(shard);
        progress.put(shard, Progress.END);
    }
}
