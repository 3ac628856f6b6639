package gradflow.kernel.fast;

import gradflow.kernel.TimeStepGradients;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Collects a backward pass for an observer; without one, it takes neither time nor memory. */
final class Observation {
    private final FastCell kind;
    private final Trace trace;
    private final NormalizedGradients normalized;
    private final NativeFloats preActivation = new NativeFloats();
    private final NativeFloats recurrent = new NativeFloats();
    private final NativeFloats inputProduct = new NativeFloats();
    private final NativeFloats recurrentProduct = new NativeFloats();
    private final NativeFloats gain = new NativeFloats();
    private final NativeFloats cell = new NativeFloats();
    private float[] step = {};
    private float[] gainStep = {};
    private Shape shape;

    /** {@code normalized} tells the products' gradients; null where they are the gates'. */
    Observation(FastCell kind, Trace trace, NormalizedGradients normalized) {
        this.kind = kind;
        this.trace = trace;
        this.normalized = normalized;
    }

    /** Prepares for the steps from {@code first} on; the gradients of those before are zero. */
    void begin(int first) {
        shape = trace.shape();
        int width = kind.gates() * shape.units();
        if (step.length < width) {
            step = new float[width];
        }
        begin(preActivation, first, width);
        if (kind.hasOwnRecurrentGradient()) {
            begin(recurrent, first, width);
        }
        if (kind.hasCellState()) {
            begin(cell, first, shape.units());
        }
        if (normalized != null) {
            begin(inputProduct, first, width);
            begin(recurrentProduct, first, width);
            begin(gain, first, gains());
            gainStep = new float[gains()];
        }
    }

    private void begin(NativeFloats sequence, int first, long perStep) {
        sequence.reserve(perStep * shape.timeSteps());
        sequence.zero(0, perStep * first);
    }

    private int gains() {
        return 2 * kind.gates() * shape.hiddenSize();
    }

    /** ∂L/∂c_t in full [B·H]. */
    void recordCell(int t, float[] total) {
        cell.write(shape.unitsAt(t), total, shape.units());
    }

    /** The gradients of all gates [B·H], then, where it differs, that of the last gate's h·U. */
    void record(int t, float[][] gradients) {
        int last = kind.gates() - 1;
        for (int gate = 0; gate <= last; gate++) {
            interleave(gradients[gate], gate);
        }
        write(preActivation, t);
        if (kind.hasOwnRecurrentGradient()) {
            interleave(gradients[last + 1], last);
            write(recurrent, t);
        }
        if (normalized != null) {
            recordProducts(t);
        }
    }

    private void recordProducts(int t) {
        for (int gate = 0; gate < kind.gates(); gate++) {
            interleave(normalized.products()[gate], gate);
        }
        write(inputProduct, t);
        for (int gate = 0; gate < kind.gates(); gate++) {
            interleave(normalized.products()[kind.gates() + gate], gate);
        }
        write(recurrentProduct, t);
        int size = shape.hiddenSize();
        for (int i = 0; i < gains(); i++) {
            float[] share = normalized.shares()[i / size];
            float sum = 0;
            for (int k = i % size; k < shape.units(); k += size) {
                sum += share[k];
            }
            gainStep[i] = sum;
        }
        gain.write((long) t * gains(), gainStep, gains());
    }

    private void write(NativeFloats sequence, int t) {
        int width = kind.gates() * shape.units();
        sequence.write((long) t * width, step, width);
    }

    /** From [B, H] into the gate's columns of [B, G·H]. */
    private void interleave(float[] gradient, int gate) {
        int size = shape.hiddenSize();
        int width = kind.gates() * size;
        for (int b = 0; b < shape.batchSize(); b++) {
            System.arraycopy(gradient, b * size, step, b * width + gate * size, size);
        }
    }

    /** All of it, as views that the next pass overwrites. */
    TimeStepGradients gradients(NativeFloats hidden) {
        INDArray preActivations = gates(preActivation);
        INDArray terms = kind.hasOwnRecurrentGradient() ? gates(recurrent) : preActivations;
        return new TimeStepGradients(
                units(hidden),
                kind.hasCellState() ? units(cell) : null,
                preActivations,
                normalized == null ? preActivations : gates(inputProduct),
                terms,
                normalized == null ? terms : gates(recurrentProduct),
                trace.input().view(0, shape.timeSteps(), shape.batchSize(), shape.inputSize()),
                units(trace.hidden()),
                kind.hasOwnCandidateOperand() ? units(trace.operand()) : null,
                normalized == null ? null : gain.view(0, shape.timeSteps(), gains()));
    }

    private INDArray units(NativeFloats sequence) {
        return sequence.view(0, shape.timeSteps(), shape.batchSize(), shape.hiddenSize());
    }

    private INDArray gates(NativeFloats sequence) {
        long width = (long) kind.gates() * shape.hiddenSize();
        return sequence.view(0, shape.timeSteps(), shape.batchSize(), width);
    }
}
