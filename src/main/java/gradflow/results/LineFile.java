package gradflow.results;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file to which lines are added one by one, each on the disk before the next. */
public final class LineFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private final Path file;
    private final FileChannel channel;
    private IOException broken;

    private LineFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** What is done with the lines of a file. */
    public interface Reader {
        /**
         * A line.
         *
         * @param number from 1 on
         * @param text without its end
         * @param isLast whether no byte follows
         * @return false if the file is to be read no further, this line not included
         */
        boolean read(int number, String text, boolean isLast);
    }

    /**
     * Reads the lines that have an end.
     *
     * @return how many bytes the lines have that were read
     * @throws IOException if there is no such file or it cannot be read
     */
    public static long read(Path file, Reader reader) throws IOException {
        long length = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            for (int number = 1; ; number++) {
                ByteArrayOutputStream line = new ByteArrayOutputStream();
                int next = in.read();
                for (; next >= 0 && next != '\n'; next = in.read()) {
                    line.write(next);
                }
                if (next < 0) {
                    return length;
                }
                in.mark(1);
                boolean isLast = in.read() < 0;
                in.reset();
                if (!reader.read(number, line.toString(StandardCharsets.UTF_8), isLast)) {
                    return length;
                }
                length += line.size() + 1L;
            }
        }
    }

    /**
     * Opens a file, or makes it, to add lines.
     *
     * @param length of what is kept of it; the rest is cut off
     * @param disk that it is on
     * @return open until it is closed
     */
    public static LineFile open(Path file, long length, FileOperations disk) throws IOException {
        FileChannel channel = disk.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.truncate(length);
            channel.position(length);
            channel.force(true);
            disk.force(file.resolveSibling(""));
            return new LineFile(file, channel);
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    /**
     * Adds a line; when this returns it is on the disk.
     *
     * @throws IOException if it is not, or an earlier one was not; the file has whole lines only
     *     then, as far as the disk allows
     */
    public synchronized void add(String line) throws IOException {
        if (broken != null) {
            throw broken;
        }
        long length = channel.position();
        try {
            if (!Files.exists(file)) {
                throw new NoSuchFileException(file.toString(), null, "it was removed meanwhile");
            }
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException unwritten) {
            broken = unwritten;
            channel.truncate(length);
            throw unwritten;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
