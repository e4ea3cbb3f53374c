package dev.tributary.topology;

import dev.tributary.change.ChangeEvent;
import dev.tributary.change.EventCodec;
import dev.tributary.serde.Binary;
import dev.tributary.serde.RowVersions;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Change events as bytes, for the repartition of a table whose topic has no usable keys; shared by threads. */
final class ChangeEventSerde implements Serde<ChangeEvent> {
    private static final byte[] NONE = {};

    private final ThreadLocal<Binary> binary = ThreadLocal.withInitial(Binary::new);
    private final EventCodec codec;

    ChangeEventSerde(RowVersions rows) {
        this.codec = new EventCodec(rows);
    }

    @Override
    public Serializer<ChangeEvent> serializer() {
        return (topic, event) -> event == null ? null : binary.get().bytes(NONE, out -> codec.write(event, out));
    }

    @Override
    public Deserializer<ChangeEvent> deserializer() {
        return (topic, bytes) -> bytes == null ? null : binary.get().value(bytes, codec::read);
    }
}
