package gradflow.kernel.fused;

import gradflow.kernel.CellShape;
import gradflow.kernel.TimeStepGradients;
import gradflow.kernel.matrix.FloatMatrix;
import gradflow.kernel.matrix.NativeMatrix;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Collects a backward pass for an observer; without one, it takes neither time nor memory. */
final class FusedObservation {
    private final PassLayout layout;
    private final Trace trace;
    private final NormalizedGradients normalized;
    private final NativeMatrix preActivation = new NativeMatrix();
    private final NativeMatrix recurrent = new NativeMatrix();
    private final NativeMatrix inputProduct = new NativeMatrix();
    private final NativeMatrix recurrentProduct = new NativeMatrix();
    private final NativeMatrix gain = new NativeMatrix();
    private final NativeMatrix cell = new NativeMatrix();
    private final NativeMatrix keep = new NativeMatrix();
    private float[] step = {};
    private float[] gainStep = {};
    private Shape shape;

    /** {@code normalized} tells the products' gradients; null where they are the gates'. */
    FusedObservation(PassLayout layout, Trace trace, NormalizedGradients normalized) {
        this.layout = layout;
        this.trace = trace;
        this.normalized = normalized;
    }

    /** Prepares for the steps from {@code first} on; the gradients of those before are zero. */
    void begin(int first) {
        shape = trace.shape();
        int width = layout.gates() * shape.units();
        if (step.length < width) {
            step = new float[width];
        }
        int perExample = layout.gates() * shape.hiddenSize();
        begin(preActivation, first, perExample);
        if (layout.cell().hasOwnRecurrentTerm()) {
            begin(recurrent, first, perExample);
        }
        if (layout.cell().hasCellState()) {
            begin(cell, first, shape.hiddenSize());
        }
        if (normalized != null) {
            begin(inputProduct, first, perExample);
            begin(recurrentProduct, first, perExample);
            gain.reserve(shape.timeSteps(), gains());
            gain.zero(0, first);
            gainStep = new float[gains()];
        }
    }

    private void begin(NativeMatrix sequence, int first, int perExample) {
        sequence.reserve(shape.rowAt(shape.timeSteps()), perExample);
        sequence.zero(0, shape.rowAt(first));
    }

    private int gains() {
        return 2 * layout.gates() * shape.hiddenSize();
    }

    /** ∂L/∂c_t in full [B·H]. */
    void recordCell(int t, float[] total) {
        cell.write(shape.rowAt(t), shape.batchSize(), total);
    }

    /** The gradients of all gates [B·H], then, where it differs, that of the last gate's h·U. */
    void record(int t, float[][] gradients) {
        int last = layout.gates() - 1;
        for (int gate = 0; gate <= last; gate++) {
            interleave(gradients[gate], gate);
        }
        write(preActivation, t);
        if (layout.cell().hasOwnRecurrentTerm()) {
            interleave(gradients[last + 1], last);
            write(recurrent, t);
        }
        if (normalized != null) {
            recordProducts(t);
        }
    }

    private void recordProducts(int t) {
        for (int gate = 0; gate < layout.gates(); gate++) {
            interleave(normalized.products()[gate], gate);
        }
        write(inputProduct, t);
        for (int gate = 0; gate < layout.gates(); gate++) {
            interleave(normalized.products()[layout.gates() + gate], gate);
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
        gain.write(t, 1, gainStep);
    }

    private void write(NativeMatrix sequence, int t) {
        sequence.write(shape.rowAt(t), shape.batchSize(), step);
    }

    /** From [B, H] into the gate's columns of [B, G·H]. */
    private void interleave(float[] gradient, int gate) {
        int size = shape.hiddenSize();
        int width = layout.gates() * size;
        for (int b = 0; b < shape.batchSize(); b++) {
            System.arraycopy(gradient, b * size, step, b * width + gate * size, size);
        }
    }

    /** All of it, as views that the next pass overwrites. */
    TimeStepGradients gradients(FloatMatrix hidden) {
        INDArray preActivations = gates(preActivation);
        INDArray terms = terms(preActivations);
        return new TimeStepGradients(
                layout.cell(),
                units(hidden),
                layout.cell().hasCellState() ? units(cell) : null,
                preActivations,
                normalized == null ? preActivations : gates(inputProduct),
                terms,
                normalized == null ? terms : gates(recurrentProduct),
                trace.input().view(shape.timeSteps(), shape.batchSize(), shape.inputSize()),
                units(trace.hidden()),
                layout.cell().hasOwnCandidateOperand() ? units(trace.operand()) : null,
                layout.cell().keep().map(this::keep).orElse(null),
                normalized == null ? null : gain.view(shape.timeSteps(), gains()));
    }

    private INDArray terms(INDArray preActivations) {
        if (!layout.cell().hasRecurrentWeights()) {
            return null;
        }
        return layout.cell().hasOwnRecurrentTerm() ? gates(recurrent) : preActivations;
    }

    /** The values of the gate that keeps the state, of all steps. */
    private INDArray keep(CellShape.Keep gate) {
        int index = layout.cell().indexOf(gate.gate());
        keep.reserve(shape.rowAt(shape.timeSteps()), shape.hiddenSize());
        float[] values = new float[shape.units()];
        for (int t = 0; t < shape.timeSteps(); t++) {
            float[] taped = trace.tape(t)[index];
            for (int k = 0; k < values.length; k++) {
                values[k] = gate.complement() ? 1f - taped[k] : taped[k];
            }
            keep.write(shape.rowAt(t), shape.batchSize(), values);
        }
        return units(keep);
    }

    private INDArray units(FloatMatrix sequence) {
        return sequence.view(shape.timeSteps(), shape.batchSize(), shape.hiddenSize());
    }

    private INDArray gates(FloatMatrix sequence) {
        long width = (long) layout.gates() * shape.hiddenSize();
        return sequence.view(shape.timeSteps(), shape.batchSize(), width);
    }
}
