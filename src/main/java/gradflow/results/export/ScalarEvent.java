package gradflow.results.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * TensorBoard's {@code Event} of protocol buffers, as far as it holds numbers: {@code step} (2),
 * {@code file_version} (3), {@code summary} (5) with values (1) of a {@code tag} (1) and a {@code
 * simple_value} (2, single precision). The time on the wall (1) is left out: nobody wrote it down.
 */
final class ScalarEvent {
    private static final int VARINT = 0;
    private static final int DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int WIRE_TYPE_BITS = 3;
    private static final int PAYLOAD_BITS = 7;
    private static final int MORE = 1 << PAYLOAD_BITS;

    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;

    private final long step;
    private final ByteArrayOutputStream summary = new ByteArrayOutputStream();

    /**
     * An event without numbers yet.
     *
     * @param step parameter updates so far
     */
    ScalarEvent(long step) {
        this.step = step;
    }

    /** The event that every file begins with. */
    static byte[] version() {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        delimited(event, FILE_VERSION, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
        return event.toByteArray();
    }

    /** Adds a number. */
    void add(String tag, float number) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        delimited(value, TAG, tag.getBytes(StandardCharsets.UTF_8));
        key(value, SIMPLE_VALUE, FIXED_32);
        value.writeBytes(
                ByteBuffer.allocate(Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(number)
                        .array());
        delimited(summary, VALUE, value.toByteArray());
    }

    /** The event as protocol buffers write it. */
    byte[] bytes() {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        key(event, STEP, VARINT);
        varint(event, step);
        delimited(event, SUMMARY, summary.toByteArray());
        return event.toByteArray();
    }

    private static void delimited(ByteArrayOutputStream out, int field, byte[] bytes) {
        key(out, field, DELIMITED);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void key(ByteArrayOutputStream out, int field, int wireType) {
        varint(out, (long) field << WIRE_TYPE_BITS | wireType);
    }

    private static void varint(ByteArrayOutputStream out, long number) {
        long rest = number;
        while ((rest & -MORE) != 0) {
            out.write((int) (rest & (MORE - 1)) | MORE);
            rest >>>= PAYLOAD_BITS;
        }
        out.write((int) rest);
    }
}
