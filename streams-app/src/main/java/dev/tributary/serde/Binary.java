package dev.tributary.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** A reusable Avro encoder and decoder over byte arrays; for one thread at a time. */
public final class Binary {
    /** Writes one value; a failure is a bug, since nothing leaves the memory. */
    public interface Writing {
        void to(Encoder out) throws IOException;
    }

    /** Reads one value. */
    public interface Reading<T> {
        T from(Decoder in) throws IOException;
    }

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, null);
    private @Nullable BinaryDecoder decoder;

    /** The bytes that {@code writing} puts behind {@code prefix}. */
    public byte[] bytes(byte[] prefix, Writing writing) {
        try {
            buffer.reset();
            buffer.write(prefix);
            writing.to(encoder);
            encoder.flush();
            return buffer.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("encoding in memory failed", e);
        }
    }

    /** A decoder over a part of {@code bytes}, good until the next call. */
    public BinaryDecoder decoder(byte[] bytes, int offset) {
        decoder = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, decoder);
        return decoder;
    }

    /** What {@code reading} finds in bytes that this application wrote itself. */
    public <T> T value(byte[] bytes, Reading<T> reading) {
        try {
            return reading.from(decoder(bytes, 0));
        } catch (IOException e) {
            throw new IllegalStateException("bytes that this application wrote cannot be read back", e);
        }
    }
}
