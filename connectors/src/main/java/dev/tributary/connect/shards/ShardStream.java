package dev.tributary.connect.shards;

import java.util.List;

/**
 * A stream of a service. Each call may throw {@link BusyStreamException}, when it is worth trying again.
 *
 * @param <R> its records
 */
public interface ShardStream<R> {
    /** All shards that the service still has, in any order. */
    List<Shard> shards();

    /**
     * An iterator over the shard.
     *
     * @param from anything but its end
     * @throws TrimmedShardException when the shard or the place is gone
     */
    String iterator(String shard, Progress from);

    /**
     * The next records.
     *
     * @throws ExpiredIteratorException when the iterator was left lying for too long
     * @throws TrimmedShardException when the records that come next are gone
     */
    Page<R> read(String iterator);

    /** The record's number in the order of its shard. */
    String sequence(R record);
}
