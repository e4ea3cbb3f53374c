package dev.tributary.join;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Keys of a join's index: the key referred to, behind its length, then the referring row's key. */
final class IndexKey {
    private IndexKey() {}

    /** What all rows that refer to {@code reference} begin with. */
    static Bytes prefix(byte @Nullable [] reference) {
        int length = reference == null ? 0 : reference.length;
        ByteBuffer prefix = ByteBuffer.allocate(Integer.BYTES + length).putInt(reference == null ? -1 : length);
        return Bytes.wrap(
                reference == null ? prefix.array() : prefix.put(reference).array());
    }

    /** What all rows under {@code prefix} refer to. */
    static byte[] reference(Bytes prefix) {
        return java.util.Arrays.copyOfRange(prefix.get(), Integer.BYTES, prefix.get().length);
    }

    static Bytes of(byte @Nullable [] reference, byte[] key) {
        byte[] prefix = prefix(reference).get();
        return Bytes.wrap(ByteBuffer.allocate(prefix.length + key.length)
                .put(prefix)
                .put(key)
                .array());
    }

    /** The referring row's key in an index key under {@code reference}. */
    static byte[] key(Bytes indexKey, byte[] reference) {
        byte[] all = indexKey.get();
        return java.util.Arrays.copyOfRange(all, Integer.BYTES + reference.length, all.length);
    }
}
