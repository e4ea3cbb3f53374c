package dev.tributary.join;

import dev.tributary.change.EventText;
import dev.tributary.row.Row;
import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.JsonRowWriter;
import dev.tributary.serde.Origin;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What is kept of a joined row that is refused: its driving row, which brings the joined one back when it is sent again. */
public final class DrivingRow {
    private DrivingRow() {}

    /** The refusal of a joined row whose driving row is there. */
    public static BadRecordException refused(String reason, Origin origin, byte[] key, Joined joined) {
        Row row = Objects.requireNonNull(joined.row(0));
        byte[] json = new JsonRowWriter(row.schema()).write(row);
        return new BadRecordException(
                reason, new BadRecordException.Kept(origin, key, json, EventText.of(joined.driving())));
    }

    /** Where the driving row was read: as it was noted on its way, as the headers tell, or in the record at hand. */
    public static Origin origin(String drivingTopic, Joined joined, Headers headers, Optional<RecordMetadata> at) {
        if (joined.isPlaced()) {
            return new Origin(drivingTopic, joined.partition(), joined.offset());
        }
        Origin told = Origin.told(headers);
        return told != null
                ? told
                : at.map(here -> new Origin(drivingTopic, here.partition(), here.offset()))
                        .orElseGet(() -> new Origin(drivingTopic, -1, -1));
    }
}
