package gradflow.kernel.fast;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Memory outside the heap that grows on demand and is otherwise kept. It belongs to no workspace
 * and is freed when it grows or when its owner is collected.
 */
final class NativeFloats {
    private final FloatView cursor = new FloatView();
    private INDArray memory;

    /** This memory as a buffer if one can hold it: a JNI call costs twice a short copy. */
    private FloatBuffer buffer;

    private long address;

    /** Makes room for {@code length} floats; what was in here may be lost. */
    void reserve(long length) {
        if (memory != null && memory.length() >= length) {
            return;
        }
        if (memory != null) {
            memory.close();
            memory = null;
        }
        memory = Nd4j.createUninitializedDetached(DataType.FLOAT, Math.max(length, 1));
        address = DenseFloats.address(memory);
        buffer =
                memory.length() > Integer.MAX_VALUE
                        ? null
                        : cursor.aim(address).buffer(memory.length());
    }

    /** Where element {@code index} lies. */
    long at(long index) {
        return address + Float.BYTES * index;
    }

    void read(long index, float[] into, int length) {
        if (buffer != null) {
            buffer.get((int) index, into, 0, length);
        } else {
            cursor.aim(at(index)).get(into, 0, length);
        }
    }

    void write(long index, float[] from, int length) {
        if (buffer != null) {
            buffer.put((int) index, from, 0, length);
        } else {
            cursor.aim(at(index)).put(from, 0, length);
        }
    }

    void zero(long index, long length) {
        Pointer.memset(cursor.aim(at(index)), 0, Float.BYTES * length);
    }

    /** The elements from {@code index} on, seen as an array in C order. */
    INDArray view(long index, long... shape) {
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        return memory.get(NDArrayIndex.interval(index, index + length)).reshape('c', shape);
    }
}
