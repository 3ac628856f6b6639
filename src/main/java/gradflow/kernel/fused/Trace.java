package gradflow.kernel.fused;

import gradflow.kernel.Weights;
import gradflow.kernel.matrix.Engine;
import gradflow.kernel.matrix.FloatMatrix;
import java.util.Arrays;

/** One forward pass as it was made: what the way back reads, in memory that is kept. */
final class Trace {
    private final PassLayout layout;
    private final Tape tape;
    private final Normalization normalization;
    private final Engine engine;
    private final FloatMatrix input;
    private final FloatMatrix hidden;
    private final FloatMatrix operand;
    private Shape shape;
    private Weights weights;
    private float[] mask;
    private int rows;

    Trace(PassLayout layout, Engine engine) {
        this.layout = layout;
        this.engine = engine;
        input = engine.matrix();
        hidden = engine.matrix();
        operand = engine.matrix();
        tape = new Tape(layout.taped());
        normalization = layout.normalized() ? new Normalization(layout) : null;
    }

    /**
     * Makes room for a pass.
     *
     * @param newMask [T·B] or null
     * @param keep whether every step is kept, or only the latest
     */
    void begin(Shape newShape, Weights newWeights, float[] newMask, boolean keep) {
        shape = newShape;
        weights = newWeights;
        mask = newMask;
        int kept = keep ? shape.timeSteps() : 1;
        rows = kept + 1;
        tape.reserve(kept, shape.units());
        input.reserve(shape.rowAt(shape.timeSteps()), shape.inputSize());
        hidden.reserve(shape.rowAt(rows), shape.hiddenSize());
        if (layout.cell().hasOwnCandidateOperand()) {
            operand.reserve(shape.rowAt(rows), shape.hiddenSize());
        }
        if (normalization != null) {
            normalization.begin(shape, weights, kept);
        }
    }

    /** Lets go of what belongs to the caller. */
    void end() {
        weights = null;
        mask = null;
    }

    Shape shape() {
        return shape;
    }

    Weights weights() {
        return weights;
    }

    boolean isMasked() {
        return mask != null;
    }

    /** Sets the rows [H] of {@code values} [B·H] to zero where step t is masked. */
    void maskRows(float[] values, int t) {
        int size = shape.hiddenSize();
        for (int b = 0; b < shape.batchSize(); b++) {
            float factor = mask[t * shape.batchSize() + b];
            if (factor == 0f) {
                Arrays.fill(values, b * size, (b + 1) * size, 0f);
            } else if (factor != 1f) {
                for (int i = b * size; i < (b + 1) * size; i++) {
                    values[i] *= factor;
                }
            }
        }
    }

    /** The arrays of step t; t = −1 is the initial state. */
    float[][] tape(int t) {
        return tape.at(t);
    }

    /** The normalisation of this pass, or null if its products are taken as they are. */
    Normalization normalization() {
        return normalization;
    }

    /** What makes matrices and products. */
    Engine engine() {
        return engine;
    }

    /** x, a row for every step and example [T·B, I]. */
    FloatMatrix input() {
        return input;
    }

    /** The hidden states, the initial one first [(T + 1)·B, H]. */
    FloatMatrix hidden() {
        return hidden;
    }

    /** The first row of h_t in {@link #hidden}; t = −1 is the initial state. */
    long hiddenAt(int t) {
        return shape.rowAt((t + 1) % rows);
    }

    /** What multiplies the last gate's columns of U, if that is not h. */
    FloatMatrix operand() {
        return operand;
    }

    /** The first row of step t in {@link #operand}. */
    long operandAt(int t) {
        return shape.rowAt(t % rows);
    }
}
