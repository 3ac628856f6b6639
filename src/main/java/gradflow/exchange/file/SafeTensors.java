package gradflow.exchange.file;

import gradflow.exchange.ModelFileException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes .safetensors: eight bytes with the header's length, a JSON header, then the
 * arrays, which fill the rest of the file without gap or overlap. Nothing in such a file is run.
 */
public final class SafeTensors {
    /** Bytes; above it a file is refused before anything of it is read. */
    public static final long LARGEST_FILE = 1L << 30;

    /** Bytes; the limit of the format's own library. */
    static final long LARGEST_HEADER = 100_000_000;

    private static final int LENGTH_BYTES = 8;

    private SafeTensors() {}

    /**
     * All tensors by their names, in the order of their data.
     *
     * @return name to tensor, without anything of the header's metadata
     */
    public static Map<String, Tensor> read(Path file) throws ModelFileException {
        try (FileChannel channel = FileChannel.open(file)) {
            return read(file, channel);
        } catch (IOException e) {
            throw ModelFileException.unread(file, e);
        }
    }

    private static Map<String, Tensor> read(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES + 2 || size > LARGEST_FILE) {
            throw ModelFileException.of(
                    file,
                    "got %d bytes; a .safetensors file has 10 to %d here",
                    size,
                    LARGEST_FILE);
        }
        long headerLength = bytes(channel, LENGTH_BYTES).getLong();
        long rest = size - LENGTH_BYTES;
        if (headerLength < 2 || headerLength > Math.min(rest, LARGEST_HEADER)) {
            throw ModelFileException.of(
                    file,
                    "the first eight bytes tell a header of %s bytes; needs 2 to %d",
                    Long.toUnsignedString(headerLength),
                    Math.min(rest, LARGEST_HEADER));
        }
        byte[] header = bytes(channel, headerLength).array();
        List<SafeTensorsHeader.Entry> entries = SafeTensorsHeader.parse(file, header);
        entries.sort(
                Comparator.comparingLong(SafeTensorsHeader.Entry::begin)
                        .thenComparingLong(SafeTensorsHeader.Entry::end));
        requireNoGaps(file, entries, rest - headerLength);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafeTensorsHeader.Entry entry : entries) {
            ByteBuffer data = bytes(channel, entry.end() - entry.begin());
            tensors.put(entry.name(), new Tensor(entry.name(), entry.type(), entry.shape(), data));
        }
        return tensors;
    }

    private static void requireNoGaps(
            Path file, List<SafeTensorsHeader.Entry> entries, long dataLength)
            throws ModelFileException {
        long end = 0;
        for (SafeTensorsHeader.Entry entry : entries) {
            if (entry.begin() != end || entry.end() > dataLength) {
                throw ModelFileException.of(
                        file,
                        "tensor '%s' has data_offsets [%d, %d]; needs to start at %d, where the"
                                + " one before it ends, and to end by %d",
                        entry.name(),
                        entry.begin(),
                        entry.end(),
                        end,
                        dataLength);
            }
            end = entry.end();
        }
        if (end != dataLength) {
            throw ModelFileException.of(
                    file, "its tensors take %d bytes, but %d follow its header", end, dataLength);
        }
    }

    private static ByteBuffer bytes(ReadableByteChannel channel, long count) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(count)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("it became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    /** Writes a whole file, or leaves the one that was there. */
    public static void write(Path file, Collection<Tensor> tensors) throws ModelFileException {
        List<Tensor> ordered = new ArrayList<>(tensors);
        ordered.sort(Comparator.comparing(Tensor::name));
        List<ByteBuffer> parts = new ArrayList<>();
        byte[] header = SafeTensorsHeader.written(ordered);
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        parts.add(length.putLong(header.length).flip());
        parts.add(ByteBuffer.wrap(header));
        ordered.forEach(tensor -> parts.add(tensor.data().duplicate()));
        try {
            WholeFile.write(file, parts);
        } catch (IOException e) {
            throw ModelFileException.unread(file, e);
        }
    }
}
