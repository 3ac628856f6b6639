package gradflow.kernel.fast;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies sequences [T, B, size] of any strides into C order. The layouts that Deeplearning4j's
 * networks hand over (views of [B, size, T] and [B, T, size] in C or F order) are moved in runs;
 * anything else goes through ND4J.
 */
final class TimeMajor {
    private final Transposition transposition = new Transposition();
    private final FloatView from = new FloatView();
    private final FloatView to = new FloatView();

    /** Copies {@code sequence} to the address {@code target}. */
    void copy(INDArray sequence, long target) {
        long source = Dense.address(sequence);
        long steps = sequence.size(0);
        long batch = sequence.size(1);
        int size = (int) sequence.size(2);
        long stepStride = steps == 1 ? batch * sequence.stride(1) : sequence.stride(0);
        long exampleStride = batch == 1 ? stepStride : sequence.stride(1);
        if (batch == 1 && steps == 1) {
            stepStride = exampleStride = size;
        }
        long elementStride = size == 1 ? 1 : sequence.stride(2);
        if (Dense.isDense(sequence, 'c')) {
            move(source, target, steps * batch * size);
        } else if (elementStride == 1) {
            for (long t = 0; t < steps; t++) {
                for (long b = 0; b < batch; b++) {
                    move(
                            source + Float.BYTES * (t * stepStride + b * exampleStride),
                            target + Float.BYTES * (t * batch + b) * size,
                            size);
                }
            }
        } else if (exampleStride == 1 && stepStride == batch) {
            transposition.copy(source, elementStride, size, steps * batch, target, size);
        } else if (exampleStride == 1) {
            for (long t = 0; t < steps; t++) {
                long step = source + Float.BYTES * t * stepStride;
                long into = target + Float.BYTES * t * batch * size;
                transposition.copy(step, elementStride, size, batch, into, size);
            }
        } else if (stepStride == 1) {
            for (long b = 0; b < batch; b++) {
                long example = source + Float.BYTES * b * exampleStride;
                long into = target + Float.BYTES * b * size;
                transposition.copy(example, elementStride, size, steps, into, batch * size);
            }
        } else {
            try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                INDArray ordered = sequence.dup('c');
                move(Dense.address(ordered), target, ordered.length());
                ordered.close();
            }
        }
    }

    private void move(long source, long target, long length) {
        Pointer.memcpy(to.aim(target), from.aim(source), Float.BYTES * length);
    }
}
