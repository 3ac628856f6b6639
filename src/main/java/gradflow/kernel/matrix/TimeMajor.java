package gradflow.kernel.matrix;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies sequences [T, B, size] of any strides into C order. The layouts that Deeplearning4j's
 * networks hand over (views of [B, size, T] and [B, T, size] in C or F order) are moved in runs;
 * anything else goes through ND4J.
 */
public final class TimeMajor {
    private final Transposition transposition = new Transposition();
    private final FloatView from = new FloatView();
    private final FloatView to = new FloatView();

    /** Copies {@code sequence} to the address {@code target}. */
    void copy(INDArray sequence, long target) {
        long source = DenseFloats.address(sequence);
        long steps = sequence.size(0);
        long batch = sequence.size(1);
        long size = sequence.size(2);
        long[] strides = sequence.stride();
        if (DenseFloats.isDense(sequence, 'c')) {
            move(source, target, sequence.length());
        } else if (strides[2] == 1) {
            copyRows(source, strides, sequence.shape(), target);
        } else if (strides[1] == 1 && strides[0] == batch) {
            transposition.copy(source, strides[2], size, steps * batch, target, size);
        } else if (strides[1] == 1) {
            for (long t = 0; t < steps; t++) {
                long step = source + Float.BYTES * t * strides[0];
                long into = target + Float.BYTES * t * batch * size;
                transposition.copy(step, strides[2], size, batch, into, size);
            }
        } else if (strides[0] == 1 && strides[1] == size * strides[2]) {
            transposition.copy(source, strides[2], batch * size, steps, target, batch * size);
        } else if (strides[0] == 1) {
            for (long b = 0; b < batch; b++) {
                long example = source + Float.BYTES * b * strides[1];
                long into = target + Float.BYTES * b * size;
                transposition.copy(example, strides[2], size, steps, into, batch * size);
            }
        } else {
            copyOrdered(sequence, target);
        }
    }

    private void copyRows(long source, long[] strides, long[] shape, long target) {
        for (long t = 0; t < shape[0]; t++) {
            for (long b = 0; b < shape[1]; b++) {
                move(
                        source + Float.BYTES * (t * strides[0] + b * strides[1]),
                        target + Float.BYTES * (t * shape[1] + b) * shape[2],
                        shape[2]);
            }
        }
    }

    private void copyOrdered(INDArray sequence, long target) {
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray ordered = sequence.dup('c');
            move(DenseFloats.address(ordered), target, ordered.length());
            ordered.close();
        }
    }

    private void move(long source, long target, long length) {
        Pointer.memcpy(to.aim(target), from.aim(source), Float.BYTES * length);
    }
}
