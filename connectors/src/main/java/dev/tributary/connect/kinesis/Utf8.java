package dev.tributary.connect.kinesis;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text that was checked to be text. */
final class Utf8 {
    private Utf8() {}

    static String decode(byte[] data) throws BadDataException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadDataException("the data is not UTF-8");
        }
    }
}
