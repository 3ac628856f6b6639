package gradflow.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The folder {@code ROOT/NAME} of an experiment. A complete new folder is made hidden beside it,
 * forced to the disk, and then takes its place in one step, so that all files change together and
 * none stays that the new manifest does not list. A user's own file in it (neither a CSV nor in the
 * old manifest) moves along. While it is open no other process can open it.
 */
public final class ResultsFolder implements AutoCloseable {
    /** The folder as a page. */
    public static final String REPORT = "report.html";

    private static final String MANIFEST = "manifest.json";
    private final Path named;
    private final Path folder;
    private final FolderLock lock;
    private final FolderSwap swap;
    private final FileOperations disk;

    private ResultsFolder(
            Path named, Path folder, FolderLock lock, FolderSwap swap, FileOperations disk) {
        this.named = named;
        this.folder = folder;
        this.lock = lock;
        this.swap = swap;
        this.disk = disk;
    }

    /**
     * Makes sure that results can be written, before anything is computed.
     *
     * @return locked against other processes until it is closed
     * @throws UserMistake if they cannot, or another process is at work on them
     */
    public static ResultsFolder open(Path root, String name) {
        return open(root, name, new Disk());
    }

    /**
     * Makes sure that results can be written, before anything is computed.
     *
     * @param disk how files are written
     * @return locked against other processes until it is closed
     * @throws UserMistake if they cannot, or another process is at work on them
     */
    public static ResultsFolder open(Path root, String name, FileOperations disk) {
        requirePossible(root, name);
        Path named = root.resolve(name);
        try {
            if (!Files.isDirectory(root)) {
                disk.createFolders(root);
            }
            Path folder = resolved(root, name);
            FolderLock lock = FolderLock.acquire(beside(folder, "lock"), named, disk);
            try {
                FolderSwap swap = new FolderSwap(folder, disk);
                swap.settle();
                check(folder);
                disk.createFolder(swap.staging());
                // A folder that can be made in but not written to shows up here.
                disk.write(swap.staging().resolve(MANIFEST), new byte[] {'\n'});
                return new ResultsFolder(named, folder, lock, swap, disk);
            } catch (IOException | RuntimeException | Error refused) {
                lock.close();
                throw refused;
            }
        } catch (IOException unwritable) {
            throw new UserMistake(
                    root + ": the folder of results cannot be written (" + unwritable + ")",
                    unwritable);
        }
    }

    /**
     * Finds what can be seen to be in the way of results, without making or locking anything.
     *
     * @throws UserMistake if a file stands where a folder is needed, or a folder is not writable
     */
    public static void requirePossible(Path root, String name) {
        Path named = root.resolve(name);
        if (Files.isSymbolicLink(named) && !Files.exists(named)) {
            throw new UserMistake(named + ": is a link to nothing; a folder is needed");
        }
        if (Files.exists(named) && !Files.isDirectory(named)) {
            throw new UserMistake(named + ": is a file; a folder is needed for the results");
        }
        if (Files.isDirectory(named) && !Files.isWritable(named)) {
            throw new UserMistake(named + ": the folder of results cannot be written");
        }
        Path there = root.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new UserMistake(
                    "%s: the folder of results cannot be written (%s is %s)"
                            .formatted(
                                    root,
                                    there,
                                    Files.isDirectory(there) ? "read-only" : "not a folder"));
        }
    }

    /**
     * Where runs are kept until all of them have ended: hidden beside the folder that the name
     * leads to.
     *
     * @return a file that need not be there
     * @throws IOException if the path cannot be followed
     */
    public static Path journal(Path root, String name) throws IOException {
        return beside(Files.exists(root) ? resolved(root, name) : root.resolve(name), "journal");
    }

    private static Path resolved(Path root, String name) throws IOException {
        Path named = root.resolve(name);
        return Files.exists(named) ? named.toRealPath() : root.toRealPath().resolve(name);
    }

    private static Path beside(Path folder, String ending) {
        return folder.resolveSibling("." + folder.getFileName() + "." + ending);
    }

    /** Finds what cannot be replaced. */
    private static void check(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.getFileStore(folder).equals(Files.getFileStore(folder.resolveSibling("")))) {
            throw new UserMistake(
                    folder + ": is a disk of its own; the results need a folder inside of it");
        }
        for (Path file : Disk.list(folder)) {
            if (Files.isDirectory(file) && isOurs(file.getFileName().toString())) {
                throw new UserMistake(file + ": is a folder; a file is needed for the results");
            }
        }
    }

    /**
     * Where this folder's runs are kept until all of them have ended.
     *
     * @return a file that need not be there
     */
    public Path journal() {
        return beside(folder, "journal");
    }

    /**
     * Where the files are once they are written.
     *
     * @return a folder that need not be there yet
     */
    public Path path() {
        return named;
    }

    /**
     * Replaces the files of the folder.
     *
     * @param tables become a CSV each
     * @param facts become the manifest, together with the sha256 of every file
     * @throws IOException if that fails; the old files are still there then
     */
    public void write(List<Table> tables, Map<String, Object> facts) throws IOException {
        write(tables, facts, written -> Map.of());
    }

    /**
     * Replaces the files of the folder.
     *
     * @param tables become a CSV each
     * @param facts become the manifest, together with the sha256 of every file
     * @param maker makes further files from the CSVs, which the manifest lists too
     * @throws IOException if that fails; the old files are still there then
     */
    public void write(List<Table> tables, Map<String, Object> facts, FileMaker maker)
            throws IOException {
        Path staging = swap.staging();
        Manifest manifest = new Manifest(facts);
        for (Table table : tables) {
            stage(table.fileName(), PackedFile.bytes(table), manifest);
        }
        stage(maker.make(new StoredResults(staging, manifest.json())), manifest);
        disk.write(staging.resolve(MANIFEST), manifest.bytes());
        if (Files.exists(folder)) {
            carryForeignFiles(staging);
        }
        swap.replace();
    }

    /**
     * Gives the folder as it is further files, such as those that later versions write; its CSVs
     * and what its manifest says of them stay.
     *
     * @param maker makes the files from the CSVs; of those that are there, they replace the old
     *     ones
     * @throws IOException if that fails; the folder is as it was then
     * @throws UserMistake if the folder holds no results
     */
    public void complete(FileMaker maker) throws IOException {
        StoredResults there = StoredResults.open(folder);
        Path staging = swap.staging();
        Manifest manifest = Manifest.of(there.manifest());
        Map<String, byte[]> made = maker.make(there.ofTables());
        for (Path file : Disk.list(folder)) {
            String name = file.getFileName().toString();
            if (!name.equals(MANIFEST) && !made.containsKey(name)) {
                disk.carry(file, staging.resolve(name));
            }
        }
        stage(made, manifest);
        disk.write(staging.resolve(MANIFEST), manifest.bytes());
        swap.replace();
    }

    private void stage(Map<String, byte[]> files, Manifest manifest) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            stage(file.getKey(), file.getValue(), manifest);
        }
    }

    private void stage(String name, byte[] bytes, Manifest manifest) throws IOException {
        disk.write(swap.staging().resolve(name), bytes);
        manifest.file(name, DigestUtils.sha256Hex(bytes));
    }

    private void carryForeignFiles(Path staging) throws IOException {
        JsonNode listed = listed();
        for (Path file : Disk.list(folder)) {
            String name = file.getFileName().toString();
            Path carried = staging.resolve(name);
            if (!isOurs(name)
                    && !listed.has(name)
                    && !Files.exists(carried, LinkOption.NOFOLLOW_LINKS)) {
                disk.carry(file, carried);
            }
        }
    }

    /** The files of the old manifest; none if it cannot be read. */
    private JsonNode listed() {
        ObjectMapper json = new ObjectMapper();
        try {
            return json.readTree(folder.resolve(MANIFEST).toFile()).path("sha256");
        } catch (IOException unreadable) {
            return json.createObjectNode();
        }
    }

    private static boolean isOurs(String name) {
        return name.endsWith(".csv") || name.equals(MANIFEST) || name.equals(REPORT);
    }

    /** Leaves nothing behind that is not complete. */
    @Override
    public void close() {
        try (lock) {
            swap.clean();
        } catch (IOException left) {
            // It is hidden, incomplete, and removed by the next run that writes here.
            System.err.println(swap.staging() + " could not be removed: " + left);
        }
    }
}
