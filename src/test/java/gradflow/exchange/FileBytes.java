package gradflow.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a .safetensors file that a test makes by hand. */
final class FileBytes {
    private FileBytes() {}

    static byte[] of(String header, int dataLength) {
        return of(header.getBytes(StandardCharsets.UTF_8), dataLength);
    }

    static byte[] of(byte[] header, int dataLength) {
        return of(header.length, header, dataLength);
    }

    static byte[] of(long claimedLength, byte[] header, int dataLength) {
        return ByteBuffer.allocate(8 + header.length + dataLength)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(claimedLength)
                .put(header)
                .array();
    }

    static Path write(Path folder, byte[] bytes) throws IOException {
        return Files.write(folder.resolve("weights.safetensors"), bytes);
    }
}
