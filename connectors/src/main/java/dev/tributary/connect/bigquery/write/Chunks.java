package dev.tributary.connect.bigquery.write;

import com.google.cloud.bigquery.storage.v1.ProtoRows;
import java.util.ArrayList;
import java.util.List;

/** Rows in portions that each make one append. */
final class Chunks {
    /** What a row costs besides its message: a tag and a length. */
    private static final int ENVELOPE = 8;

    private Chunks() {}

    static List<List<Pending>> of(List<Pending> rows, Limits limits) {
        List<List<Pending>> chunks = new ArrayList<>();
        List<Pending> chunk = new ArrayList<>();
        long bytes = 0;
        for (Pending row : rows) {
            int size = row.message().size() + ENVELOPE;
            if (!chunk.isEmpty() && (chunk.size() >= limits.rows() || bytes + size > limits.bytes())) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                bytes = 0;
            }
            chunk.add(row);
            bytes += size;
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    static ProtoRows message(List<Pending> chunk) {
        ProtoRows.Builder rows = ProtoRows.newBuilder();
        chunk.forEach(row -> rows.addSerializedRows(row.message()));
        return rows.build();
    }
}
