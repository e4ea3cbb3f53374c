package dev.tributary.app;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.Filter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * How RocksDB keeps the tables: within one budget of memory for all stores of the process, and quick to say that a key is not
 * there, which is what it is asked for every new row.
 */
public final class TableStorage implements RocksDBConfigSetter {
    /** The budget in bytes. */
    static final String MEMORY_CONFIG = "tributary.rocksdb.memory.bytes";

    private static final double UNWRITTEN = 0.5;
    private static final double BLOOM_OF_UNWRITTEN = 0.05;
    private static final double BITS_PER_KEY = 10;
    private static @Nullable Shared shared;

    /** What all stores of the process share; it lives as long as the process. */
    private record Shared(Cache cache, WriteBufferManager unwritten, Filter filter) {}

    private static synchronized Shared shared(Map<String, Object> configs) {
        Shared known = shared;
        if (known == null) {
            long bytes = (Long) Objects.requireNonNull(configs.get(MEMORY_CONFIG));
            Cache cache = new LRUCache(bytes);
            known = new Shared(
                    cache, new WriteBufferManager((long) (bytes * UNWRITTEN), cache), new BloomFilter(BITS_PER_KEY));
            shared = known;
        }
        return known;
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared memory = shared(configs);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinL0FilterAndIndexBlocksInCache(true);
        table.setFilterPolicy(memory.filter());
        table.setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.unwritten());
        options.setMemtablePrefixBloomSizeRatio(BLOOM_OF_UNWRITTEN);
        options.setMemtableWholeKeyFiltering(true);
        options.setAllowConcurrentMemtableWrite(false);
        options.setEnableWriteThreadAdaptiveYield(false);
    }

    @Override
    public void close(String storeName, Options options) {
        // what was set belongs to all stores
    }
}
