package gradflow.task.images;

import gradflow.mistake.UserMistake;
import gradflow.task.DataFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * An array of unsigned bytes in the IDX format of Y. LeCun, C. Cortes and C. Burges: two zero
 * bytes, the type of the elements (8: unsigned byte), the number of dimensions, the dimensions as
 * big-endian 32-bit numbers, and the elements, the last dimension varying fastest.
 */
final class IdxFile {
    private static final int UNSIGNED_BYTE = 8;

    private final Path file;
    private final int[] dimensions;
    private final byte[] elements;

    private IdxFile(Path file, int[] dimensions, byte[] elements) {
        this.file = file;
        this.dimensions = dimensions;
        this.elements = elements;
    }

    /**
     * Reads a file, unpacked or as {@code .gz}.
     *
     * @param rank number of dimensions that it has to have
     * @throws UserMistake if it is missing, no such file, or too short or long
     */
    static IdxFile read(Path file, int rank) {
        byte[] bytes = DataFile.read(file, "an IDX file is expected there");
        int header = Integer.BYTES * (1 + rank);
        int magic = UNSIGNED_BYTE << Byte.SIZE | rank;
        if (bytes.length < header || ByteBuffer.wrap(bytes).getInt() != magic) {
            throw new UserMistake(
                    String.format(
                            "%s: no IDX file of unsigned bytes with %d dimension%s: it has to begin with the bytes %08x",
                            file, rank, rank == 1 ? "" : "s", magic));
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
        int[] dimensions = new int[rank];
        double expected = 1;
        for (int d = 0; d < rank; d++) {
            dimensions[d] = rest.getInt();
            // Above 2^31 a dimension would be negative; the product may be far above that.
            expected *= Integer.toUnsignedLong(dimensions[d]);
        }
        if (expected != rest.remaining()) {
            throw new UserMistake(
                    String.format(
                            "%s: damaged, it has %d elements instead of the %.0f that its dimensions ask for",
                            file, rest.remaining(), expected));
        }
        byte[] elements = new byte[rest.remaining()];
        rest.get(elements);
        return new IdxFile(file, dimensions, elements);
    }

    Path file() {
        return file;
    }

    /** The length along a dimension; they count from 0. */
    int size(int dimension) {
        return dimensions[dimension];
    }

    /** An element, 0 … 255. */
    int element(int index) {
        return Byte.toUnsignedInt(elements[index]);
    }
}
