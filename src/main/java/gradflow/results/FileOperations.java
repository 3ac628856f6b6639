package gradflow.results;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/**
 * All that is done to the disk while runs are kept and results are written: each of these
 * operations may be interrupted by a crash, fail, or find the disk full.
 */
public interface FileOperations {

    /**
     * Opens a file to write to it; each write, truncation and force is an operation of its own.
     *
     * @return a channel that whoever asked has to close
     */
    FileChannel open(Path file, OpenOption... options) throws IOException;

    /** Makes a folder and those above it that are missing. */
    void createFolders(Path folder) throws IOException;

    /** Makes a folder whose parent exists. */
    void createFolder(Path folder) throws IOException;

    /** Writes a file and forces it to the disk. */
    void write(Path file, byte[] bytes) throws IOException;

    /** Makes a second name or a copy of a file, or of a folder with all that is in it. */
    void carry(Path from, Path to) throws IOException;

    /** Makes names in a folder last, where the system can do that. */
    void force(Path folder) throws IOException;

    /**
     * Makes two folders change places in one step.
     *
     * @return false if this system or disk cannot do that, and nothing has changed
     */
    boolean exchange(Path one, Path other) throws IOException;

    /** Gives a folder another name in one step. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file, or a folder with all that is in it. */
    void delete(Path path) throws IOException;
}
