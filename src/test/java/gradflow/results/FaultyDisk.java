package gradflow.results;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A disk on which one of the operations goes wrong, and half of it may have been done then. */
public final class FaultyDisk implements FileOperations {

    /** What goes wrong. */
    public enum Fault {
        /** The process is killed: nothing more happens on the disk. */
        CRASH,
        /** The operation fails, later ones do not. */
        IO_ERROR,
        /** From there on nothing can be made longer; what is there can be moved and deleted. */
        FULL
    }

    /** What a process ends with that is killed. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final FileOperations disk = new Disk();
    private final Fault fault;
    private final int at;
    private final boolean exchanges;
    private final List<String> operations = Collections.synchronizedList(new ArrayList<>());

    /**
     * A disk.
     *
     * @param fault what goes wrong
     * @param at how many operations are completed before
     * @param exchanges whether two folders can change places in one step
     */
    public FaultyDisk(Fault fault, int at, boolean exchanges) {
        this.fault = fault;
        this.at = at;
        this.exchanges = exchanges;
    }

    /** Everything that was begun, in its order. */
    public List<String> operations() {
        return List.copyOf(operations);
    }

    /** Whether the operation that goes wrong was never reached. */
    public boolean survived() {
        return operations.size() <= at;
    }

    /** What is done by halves if an operation goes wrong. */
    private interface Half {
        void make() throws IOException;
    }

    private void step(String name, Path path, boolean needsRoom, Half half) throws IOException {
        operations.add(name + " " + path.getFileName());
        int step = operations.size() - 1;
        if (fault == Fault.CRASH && step >= at) {
            if (step == at) {
                half.make();
            }
            throw new Killed();
        }
        if (fault == Fault.IO_ERROR && step == at) {
            half.make();
            throw new IOException("Input/output error");
        }
        if (fault == Fault.FULL && step >= at && needsRoom) {
            half.make();
            throw new IOException("No space left on device");
        }
    }

    private static void nothing() {}

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        boolean creates = Arrays.asList(options).contains(StandardOpenOption.CREATE);
        step("open", file, creates && !file.toFile().exists(), FaultyDisk::nothing);
        return new FaultyChannel(file, disk.open(file, options));
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        step("create folders", folder, true, FaultyDisk::nothing);
        disk.createFolders(folder);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        step("create folder", folder, true, FaultyDisk::nothing);
        disk.createFolder(folder);
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
        step("write", file, true, () -> disk.write(file, Arrays.copyOf(bytes, bytes.length / 2)));
        disk.write(file, bytes);
    }

    @Override
    public void carry(Path from, Path to) throws IOException {
        step("carry", from, true, FaultyDisk::nothing);
        disk.carry(from, to);
    }

    @Override
    public void force(Path folder) throws IOException {
        step("force", folder, false, FaultyDisk::nothing);
        disk.force(folder);
    }

    @Override
    public boolean exchange(Path one, Path other) throws IOException {
        step("exchange", one, false, FaultyDisk::nothing);
        return exchanges && disk.exchange(one, other);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step("move", from, false, FaultyDisk::nothing);
        disk.move(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        step(
                "delete",
                path,
                false,
                () -> {
                    if (path.toFile().isDirectory() && !Disk.list(path).isEmpty()) {
                        disk.delete(Disk.list(path).get(0));
                    }
                });
        disk.delete(path);
    }

    /** A file each of whose writes, truncations and forces is an operation. */
    private final class FaultyChannel extends ForwardingChannel {
        private final Path file;

        FaultyChannel(Path file, FileChannel channel) {
            super(channel);
            this.file = file;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            step("write line", file, true, () -> super.write(half(bytes)));
            return super.write(bytes);
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            step("write text", file, true, () -> super.write(half(bytes), position));
            return super.write(bytes, position);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            step("truncate", file, false, FaultyDisk::nothing);
            return super.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            step("force file", file, false, FaultyDisk::nothing);
            super.force(metaData);
        }

        private ByteBuffer half(ByteBuffer bytes) {
            ByteBuffer half = bytes.duplicate();
            half.limit(half.position() + half.remaining() / 2);
            return half;
        }
    }
}
