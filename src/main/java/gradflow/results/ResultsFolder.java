package gradflow.results;

import gradflow.spec.UserMistake;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The folder {@code ROOT/NAME} of an experiment. New files are completed in a hidden folder beside
 * it, forced to the disk, and only then moved, each in one step, over the old ones; the manifest,
 * which holds their checksums, comes last.
 */
public final class ResultsFolder implements AutoCloseable {
    private static final String MANIFEST = "manifest.json";
    private final Path folder;
    private final Path staging;

    private ResultsFolder(Path folder, Path staging) {
        this.folder = folder;
        this.staging = staging;
    }

    /**
     * Makes sure that results can be written, before anything is computed.
     *
     * @throws UserMistake if they cannot
     */
    public static ResultsFolder open(Path root, String name) {
        Path folder = root.resolve(name);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UserMistake(folder + ": is a file; a folder is needed for the results");
        }
        if (Files.isDirectory(folder) && !Files.isWritable(folder)) {
            throw new UserMistake(folder + ": the folder of results cannot be written");
        }
        try {
            Files.createDirectories(root);
            removeAbandoned(root, name);
            Path staging = root.resolve("." + name + "-" + ProcessHandle.current().pid());
            Files.createDirectory(staging);
            // A folder that can be made in but not written to shows up here.
            write(staging.resolve(MANIFEST), new byte[] {'\n'});
            return new ResultsFolder(folder, staging);
        } catch (IOException unwritable) {
            throw new UserMistake(
                    root + ": the folder of results cannot be written (" + unwritable + ")",
                    unwritable);
        }
    }

    /** Where the files are once they are written. */
    public Path path() {
        return folder;
    }

    /**
     * Replaces the files of the folder.
     *
     * @param tables become a CSV each
     * @param facts become the manifest, together with the sha256 of every CSV
     * @throws IOException if that fails; the old files are still there then
     */
    public void write(List<Table> tables, Map<String, Object> facts) throws IOException {
        List<String> names = new ArrayList<>();
        Manifest manifest = new Manifest(facts);
        for (Table table : tables) {
            byte[] bytes = Csv.bytes(table);
            write(staging.resolve(table.fileName()), bytes);
            manifest.file(table.fileName(), DigestUtils.sha256Hex(bytes));
            names.add(table.fileName());
        }
        write(staging.resolve(MANIFEST), manifest.bytes());
        names.add(MANIFEST);
        Files.createDirectories(folder);
        for (String name : names) {
            Files.move(
                    staging.resolve(name),
                    folder.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        forceFolder(folder);
    }

    /** Leaves nothing behind that is not complete. */
    @Override
    public void close() {
        try {
            delete(staging);
        } catch (IOException left) {
            // It is hidden, incomplete, and removed by the next run that writes here.
            System.err.println(staging + " could not be removed: " + left);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
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

    /** Makes the moves last; some systems cannot force a folder, and then they do not need it. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            return;
        }
    }

    /** Removes what a process left that was killed while it ran. */
    private static void removeAbandoned(Path root, String name) throws IOException {
        String prefix = "." + name + "-";
        List<Path> abandoned;
        try (Stream<Path> files = Files.list(root)) {
            abandoned =
                    files.filter(
                                    file ->
                                            file.getFileName()
                                                    .toString()
                                                    .matches("\\Q" + prefix + "\\E\\d+"))
                            .filter(file -> !isRunning(file.getFileName().toString(), prefix))
                            .toList();
        }
        for (Path folder : abandoned) {
            delete(folder);
        }
    }

    private static boolean isRunning(String fileName, String prefix) {
        long pid = Long.parseLong(fileName.substring(prefix.length()));
        return pid != ProcessHandle.current().pid() && ProcessHandle.of(pid).isPresent();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> listing = Files.list(folder)) {
            files = listing.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
