package dev.tributary.connect.redshift.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.tributary.connect.cells.ConversionException;
import dev.tributary.connect.cells.Kind;
import dev.tributary.connect.redshift.stage.StagedTypes;
import java.io.IOException;

/** Finds what Redshift would refuse of a cell, or would change, before it is staged. */
final class CellCheck {
    /** 0001-01-01 and 9999-12-31, in days since 1970. */
    private static final long FIRST_DAY = -719_162;

    private static final long LAST_DAY = 2_932_896;
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private CellCheck() {}

    /** The bytes that a text or binary needs in its column, 0 for others; what fits nowhere is refused. */
    static int bytes(Kind kind, Object cell) {
        return switch (kind) {
            case VARCHAR -> atMost(utf8(cell.toString()), StagedTypes.MOST_BYTES);
            case JSON -> json((String) cell);
            case BLOB -> atMost(((byte[]) cell).length, StagedTypes.MOST_BYTES / 2);
            case DATE -> within((Long) cell, FIRST_DAY, LAST_DAY);
            case TIMESTAMP, TIMESTAMPTZ -> within(Math.floorDiv((Long) cell, DAY_MICROS), FIRST_DAY, LAST_DAY);
            case TIME -> within((Long) cell, 0, DAY_MICROS - 1);
            default -> 0;
        };
    }

    private static int atMost(int bytes, int limit) {
        if (bytes > limit) {
            throw new ConversionException("it has " + bytes + " bytes, the most are " + limit);
        }
        return bytes;
    }

    private static int within(long number, long least, long most) {
        if (number < least || number > most) {
            throw new ConversionException("a moment that is infinite, or outside of the years 1 to 9999 or of the day");
        }
        return 0;
    }

    private static int json(String text) {
        atMost(utf8(text), StagedTypes.MOST_BYTES);
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new ConversionException("more than one JSON value");
            }
        } catch (IOException e) {
            throw new ConversionException("not JSON that Redshift reads: broken, or a name twice in one object");
        }
        return 0;
    }

    /** The length in UTF-8, which is what Redshift counts. */
    private static int utf8(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new ConversionException("the character U+0000, which Redshift does not keep");
            } else if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                throw new ConversionException("half a surrogate pair, which is no character");
            }
        }
        return bytes;
    }
}
