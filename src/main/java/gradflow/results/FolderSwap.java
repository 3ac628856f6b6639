package gradflow.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Puts a complete new folder in the place of an old one. Where the system can exchange two folders
 * in one step (Linux, macOS), either the old one or the new one is there at every moment. Elsewhere
 * the old one steps aside first; a crash just then is put right by {@link #settle}, and until then
 * no folder is there rather than a mixed one.
 */
final class FolderSwap {
    private final Path folder;
    private final Path parent;
    private final String prefix;
    private final FileOperations disk;

    /**
     * A swap that has not begun.
     *
     * @param folder that is replaced, without links in its path; it need not exist
     */
    FolderSwap(Path folder, FileOperations disk) {
        this.folder = folder;
        this.disk = disk;
        parent = folder.resolveSibling("");
        prefix = "." + folder.getFileName() + "-";
    }

    /** Where the new folder of this process is made: beside the old one, on the same disk. */
    Path staging() {
        return folder.resolveSibling(prefix + ProcessHandle.current().pid());
    }

    /** Where the old folder is while the new one moves in. */
    private Path aside() {
        return folder.resolveSibling(prefix + "old");
    }

    /** Puts the staged folder in the place of the old one. */
    void replace() throws IOException {
        Path staged = staging();
        disk.force(staged);
        disk.force(parent);
        if (!Files.exists(folder)) {
            disk.move(staged, folder);
        } else if (!disk.exchange(staged, folder)) {
            stepAside(staged);
        }
        disk.force(parent);
    }

    private void stepAside(Path staged) throws IOException {
        disk.move(folder, aside());
        try {
            disk.move(staged, folder);
        } catch (IOException refused) {
            disk.move(aside(), folder);
            throw refused;
        }
    }

    /** Removes what is not in the folder: an old state, or a new one that was not completed. */
    void clean() throws IOException {
        disk.delete(staging());
        if (Files.exists(folder)) {
            disk.delete(aside());
        }
    }

    /** Completes or undoes what a process left that was killed. */
    void settle() throws IOException {
        if (!Files.exists(folder) && Files.exists(aside())) {
            disk.move(aside(), folder);
        }
        disk.delete(aside());
        for (Path abandoned : Disk.list(parent).stream().filter(this::isAbandoned).toList()) {
            disk.delete(abandoned);
        }
    }

    private boolean isAbandoned(Path file) {
        String name = file.getFileName().toString();
        if (!name.matches("\\Q" + prefix + "\\E\\d{1,18}")) {
            return false;
        }
        long pid = Long.parseLong(name.substring(prefix.length()));
        return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
    }
}
