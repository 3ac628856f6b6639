package gradflow.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk of a process that is killed in the middle of one of its operations. */
final class FailingDisk implements FileOperations {

    /** What the process ends with. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final FileOperations disk = new Disk();
    private final boolean exchanges;
    private int left;

    /**
     * A disk.
     *
     * @param operations that are completed
     * @param exchanges whether two folders can change places in one step
     */
    FailingDisk(int operations, boolean exchanges) {
        left = operations;
        this.exchanges = exchanges;
    }

    /** Whether all operations were completed. */
    boolean survived() {
        return left >= 0;
    }

    private void step() {
        if (--left < 0) {
            throw new Killed();
        }
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        step();
        disk.createFolder(folder);
    }

    /** Half of the file is written, if it is the last operation. */
    @Override
    public void write(Path file, byte[] bytes) throws IOException {
        if (left == 0) {
            disk.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        }
        step();
        disk.write(file, bytes);
    }

    @Override
    public void carry(Path from, Path to) throws IOException {
        step();
        disk.carry(from, to);
    }

    @Override
    public void force(Path folder) throws IOException {
        step();
        disk.force(folder);
    }

    @Override
    public boolean exchange(Path one, Path other) throws IOException {
        step();
        return exchanges && disk.exchange(one, other);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step();
        disk.move(from, to);
    }

    /** One file of a folder is deleted, if it is the last operation. */
    @Override
    public void delete(Path path) throws IOException {
        if (left == 0 && path.toFile().isDirectory() && !Disk.list(path).isEmpty()) {
            disk.delete(Disk.list(path).get(0));
        }
        step();
        disk.delete(path);
    }
}
