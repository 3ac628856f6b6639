package gradflow.results;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The real disk. */
public final class Disk implements FileOperations {
    private static final int HERE = -100; // AT_FDCWD of Linux
    private static final int EXCHANGE = 2; // RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, options);
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        Files.createDirectories(folder);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    @Override
    public void carry(Path from, Path to) throws IOException {
        if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(to);
            for (Path file : list(from)) {
                carry(file, to.resolve(file.getFileName()));
            }
            return;
        }
        try {
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.copy(from, to, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Some systems cannot force a folder, and then they do not need it. */
    @Override
    public void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            return;
        }
    }

    @Override
    public boolean exchange(Path one, Path other) {
        try {
            if (Platform.isLinux()) {
                Object[] arguments = {HERE, name(one), HERE, name(other), EXCHANGE};
                return call("renameat2", arguments) == 0;
            }
            Object[] arguments = {name(one), name(other), EXCHANGE};
            return Platform.isMac() && call("renamex_np", arguments) == 0;
        } catch (LinkageError olderSystem) {
            return false;
        }
    }

    private static int call(String function, Object... arguments) {
        return NativeLibrary.getInstance("c").getFunction(function).invokeInt(arguments);
    }

    /** The name in the encoding in which Java itself hands names to the system. */
    private static byte[] name(Path path) {
        String ended = path.toAbsolutePath() + "\0";
        return ended.getBytes(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path file : list(path)) {
                delete(file);
            }
        }
        Files.deleteIfExists(path);
    }

    /** What is in a folder, in the order of names. */
    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
