package gradflow.results.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TensorFlow's file of records: of each its length in 8 bytes, the length's checksum in 4, its
 * bytes, and their checksum in 4, all little-endian. A checksum is CRC-32C, turned and shifted so
 * that a checksum of data with checksums in them is no weaker.
 */
final class TfRecordWriter {
    private static final int MASK = 0xa282ead8;
    private static final int ROTATION = 15;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds a record. */
    void add(byte[] record) {
        byte[] length =
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(record.length)
                        .array();
        bytes.writeBytes(length);
        bytes.writeBytes(checksum(length));
        bytes.writeBytes(record);
        bytes.writeBytes(checksum(record));
    }

    /** All records so far. */
    byte[] bytes() {
        return bytes.toByteArray();
    }

    private static byte[] checksum(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        int masked = Integer.rotateRight((int) crc.getValue(), ROTATION) + MASK;
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(masked)
                .array();
    }
}
