package gradflow.results;

import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that one process at a time holds. The system's lock on it ends with the process however
 * that ends, so one that a dead process left is taken over; the process id in it is for people.
 */
final class FolderLock implements AutoCloseable {
    /** Where the lock itself is: behind the text, which other processes may then read anywhere. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int LONGEST = 4000;

    /** Closing a second channel to a file would release this process's lock on it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileOperations disk;

    private FolderLock(Path file, FileChannel channel, FileOperations disk) {
        this.file = file;
        this.channel = channel;
        this.disk = disk;
    }

    /**
     * Takes the lock.
     *
     * @param file of the lock, an absolute path without links
     * @param folder that it stands for, as the user named it
     * @param disk that it is on
     * @throws UserMistake with the other's process id if another holds it
     */
    static FolderLock acquire(Path file, Path folder, FileOperations disk) throws IOException {
        if (!HELD.add(file)) {
            throw held(folder, String.valueOf(ProcessHandle.current().pid()));
        }
        FileChannel channel = null;
        try {
            do {
                close(channel);
                channel =
                        disk.open(
                                file,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
                if (lock == null) {
                    throw held(folder, holder(channel));
                }
            } while (!sign(file, channel));
            return new FolderLock(file, channel, disk);
        } catch (IOException | RuntimeException | Error refused) {
            HELD.remove(file);
            close(channel);
            throw refused;
        }
    }

    /**
     * Writes this process's id, and so many blanks that the file's size tells whether the name
     * still leads to the file that was locked: whoever held it before deletes it at last.
     */
    private static boolean sign(Path file, FileChannel channel) throws IOException {
        int blanks = (int) (System.nanoTime() % LONGEST);
        String text = ProcessHandle.current().pid() + " ".repeat(Math.abs(blanks)) + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
        try {
            return Files.size(file) == text.length();
        } catch (NoSuchFileException deleted) {
            return false;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
        return pid.isBlank() ? "unknown" : pid.strip();
    }

    private static UserMistake held(Path folder, String pid) {
        return new UserMistake(
                "%s: process %s is at work on it; wait until that has ended or give another folder with -Dout=DIR"
                        .formatted(folder, pid));
    }

    private static void close(FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** Deletes the file while it is still locked, and so nobody else's. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try (channel) {
                disk.delete(file);
            } finally {
                HELD.remove(file);
            }
        }
    }
}
