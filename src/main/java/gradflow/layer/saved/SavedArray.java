package gradflow.layer.saved;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads the one array of a network's parameters, or of its updater's state, in ND4J's format: two
 * buffers, the shape's and the values', each with the name of its kind, its length and its type
 * before it. No length is believed that the bytes do not bear out.
 */
final class SavedArray {
    /** Rank, sizes, strides, flags, element stride and order of a row vector. */
    private static final int ROW_SHAPE = 8;

    private final DataInputStream in;
    private final String place;

    private SavedArray(DataInputStream in, String place) {
        this.in = in;
        this.place = place;
    }

    /**
     * The numbers.
     *
     * @param bytes of the entry
     * @return [1, N] in FLOAT or DOUBLE
     * @throws SavedFileException if the bytes are no such array
     */
    static INDArray read(byte[] bytes, String place) throws SavedFileException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new SavedArray(in, place).read();
        } catch (SavedFileException refused) {
            throw refused;
        } catch (IOException tooShort) {
            throw new SavedFileException(place, "ends too early", tooShort);
        }
    }

    private INDArray read() throws IOException {
        long shapeLength = length();
        type("LONG");
        if (shapeLength < 4 || shapeLength > ROW_SHAPE) {
            throw wrong("a shape of " + shapeLength + " numbers");
        }
        long[] shape = new long[(int) shapeLength];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = in.readLong();
        }
        long count = length();
        String type = in.readUTF();
        boolean isFloat = type.equals("FLOAT");
        if (!isFloat && !type.equals("DOUBLE")) {
            throw wrong("values of type " + type + ", needs FLOAT or DOUBLE");
        }
        long size = isFloat ? Float.BYTES : Double.BYTES;
        if (count < 1 || count * size != in.available() || count != elements(shape)) {
            throw wrong(
                    "%d values announced, %d bytes of them there, shape %s"
                            .formatted(count, in.available(), Arrays.toString(shape)));
        }
        return values((int) count, isFloat);
    }

    private INDArray values(int count, boolean isFloat) throws IOException {
        if (isFloat) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = in.readFloat();
            }
            return Nd4j.createFromArray(new float[][] {values});
        }
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readDouble();
        }
        return Nd4j.createFromArray(new double[][] {values});
    }

    /** The kind of a buffer is its allocation, which no longer matters, but for the oldest. */
    private long length() throws IOException {
        String kind = in.readUTF();
        return switch (kind) {
            case "LONG_SHAPE", "MIXED_DATA_TYPES" -> in.readLong();
            case "DIRECT", "HEAP", "JAVACPP" -> in.readInt();
            default -> throw wrong("a buffer of kind " + kind);
        };
    }

    private void type(String needed) throws IOException {
        String type = in.readUTF();
        if (!type.equals(needed)) {
            throw wrong("a shape of type " + type);
        }
    }

    private static long elements(long... shape) {
        int rank = (int) Math.min(2, Math.max(0, shape[0]));
        long elements = 1;
        for (int i = 1; i <= rank; i++) {
            elements = Math.multiplyHigh(elements, shape[i]) == 0 ? elements * shape[i] : -1;
        }
        return elements;
    }

    private SavedFileException wrong(String what) {
        return new SavedFileException(place, "holds no parameters of a network, but " + what);
    }
}
