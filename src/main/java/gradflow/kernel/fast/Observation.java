package gradflow.kernel.fast;

import gradflow.kernel.TimeStepGradients;

/** Collects a backward pass for an observer; without one, it takes neither time nor memory. */
final class Observation {
    private final FastCell kind;
    private final Trace trace;
    private final NativeFloats preActivation = new NativeFloats();
    private final NativeFloats recurrent = new NativeFloats();
    private final NativeFloats cell = new NativeFloats();
    private float[] step = {};
    private Shape shape;

    Observation(FastCell kind, Trace trace) {
        this.kind = kind;
        this.trace = trace;
    }

    /** Prepares for the steps from {@code first} on; the gradients of those before are zero. */
    void begin(int first) {
        shape = trace.shape();
        int width = kind.gates() * shape.units();
        if (step.length < width) {
            step = new float[width];
        }
        begin(preActivation, first, kind.gates());
        if (kind.hasOwnRecurrentGradient()) {
            begin(recurrent, first, kind.gates());
        }
        if (kind.hasCellState()) {
            begin(cell, first, 1);
        }
    }

    private void begin(NativeFloats sequence, int first, int gates) {
        sequence.reserve(gates * shape.unitsAt(shape.timeSteps()));
        sequence.zero(0, gates * shape.unitsAt(first));
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
        preActivation.write(kind.gates() * shape.unitsAt(t), step, kind.gates() * shape.units());
        if (kind.hasOwnRecurrentGradient()) {
            interleave(gradients[last + 1], last);
            recurrent.write(kind.gates() * shape.unitsAt(t), step, kind.gates() * shape.units());
        }
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
        long steps = shape.timeSteps();
        long batch = shape.batchSize();
        long size = shape.hiddenSize();
        long width = kind.gates() * size;
        var preActivations = preActivation.view(0, steps, batch, width);
        return new TimeStepGradients(
                hidden.view(0, steps, batch, size),
                kind.hasCellState() ? cell.view(0, steps, batch, size) : null,
                preActivations,
                preActivations,
                kind.hasOwnRecurrentGradient()
                        ? recurrent.view(0, steps, batch, width)
                        : preActivations,
                trace.input().view(0, steps, batch, shape.inputSize()),
                trace.hidden().view(0, steps, batch, size),
                kind.hasOwnCandidateOperand() ? trace.operand().view(0, steps, batch, size) : null,
                null);
    }
}
