package dev.tributary.connect.shards;

import java.util.Set;

/**
 * A shard as the service lists it.
 *
 * @param parents the shards that it goes on from; more than one after a merge. They need not be listed any more.
 * @param closed whether it takes no more records
 */
public record Shard(String id, Set<String> parents, boolean closed) {
    public Shard {
        parents = Set.copyOf(parents);
    }
}
