package gradflow.kernel.fused;

import gradflow.kernel.Weights;
import gradflow.kernel.matrix.DenseFloats;
import gradflow.kernel.matrix.Engine;
import gradflow.kernel.matrix.FloatMatrix;
import gradflow.kernel.matrix.FloatView;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights as the steps forward want them: W, U of the gates that are taken together, and U of
 * the one that stands apart, turned from Deeplearning4j's layout (which stores the transposes), so
 * that no product has to transpose; and the biases, repeated for every example.
 */
final class Parameters {
    private final PassLayout layout;
    private final FloatMatrix input;
    private final FloatMatrix shared;
    private final FloatMatrix own;
    private final FloatView cursor = new FloatView();
    private final float[][] bias;
    private float[] candidateBias = {};
    private float[] row = {};
    private Shape shape;

    Parameters(PassLayout layout, Engine engine) {
        this.layout = layout;
        input = engine.matrix();
        shared = engine.matrix();
        own = engine.matrix();
        bias = new float[layout.gates()][0];
    }

    /** Takes over the values of {@code weights}. */
    void load(Weights weights, Shape newShape) {
        shape = newShape;
        int hidden = shape.hiddenSize();
        int batch = shape.batchSize();
        // Of several steps at once, though one example may be all.
        int rows = Math.multiplyExact(batch, Math.min(2, shape.timeSteps()));
        input.reserveRight(shape.inputSize(), layout.gates() * hidden, rows);
        input.takeTransposed(
                DenseFloats.address(weights.input(), 'f', "the input weights"), shape.inputSize());
        if (layout.cell().hasRecurrentWeights()) {
            long from = DenseFloats.address(weights.recurrent(), 'f', "the recurrent weights");
            int width = layout.sharedGates() * hidden;
            shared.reserveRight(hidden, width, batch);
            shared.takeTransposed(from, hidden);
            if (layout.hasOwnProduct()) {
                own.reserveRight(hidden, hidden, batch);
                own.takeTransposed(from + (long) Float.BYTES * width * hidden, hidden);
            }
        }
        for (int gate = 0; gate < layout.gates(); gate++) {
            bias[gate] = zeros(bias[gate]);
            addRow(weights.bias(), gate, bias[gate]);
        }
        if (layout.cell().hasRecurrentBias()) {
            for (int gate = 0; gate < layout.gates(); gate++) {
                addRow(weights.recurrentBias(), gate, recurrentBiasOf(gate));
            }
        }
    }

    private float[] recurrentBiasOf(int gate) {
        boolean last = gate == layout.gates() - 1;
        if (last && layout.cell().hasOwnRecurrentTerm()) {
            candidateBias = zeros(candidateBias);
            return candidateBias;
        }
        return bias[gate];
    }

    private float[] zeros(float[] array) {
        if (array.length < shape.units()) {
            return new float[shape.units()];
        }
        Arrays.fill(array, 0, shape.units(), 0f);
        return array;
    }

    private void addRow(INDArray vector, int gate, float[] rows) {
        int hidden = shape.hiddenSize();
        if (row.length < hidden) {
            row = new float[hidden];
        }
        long from =
                DenseFloats.address(vector, 'c', "the bias") + (long) Float.BYTES * gate * hidden;
        cursor.aim(from).get(row, 0, hidden);
        for (int i = 0; i < shape.units(); i += hidden) {
            for (int j = 0; j < hidden; j++) {
                rows[i + j] += row[j];
            }
        }
    }

    /** W [I, G·H]. */
    FloatMatrix input() {
        return input;
    }

    /** U of the gates that are taken together [H, S·H]. */
    FloatMatrix shared() {
        return shared;
    }

    /** U of the last gate, where it stands apart [H, H]. */
    FloatMatrix own() {
        return own;
    }

    /** b_gate in every row of [B, H]; with c_gate, unless {@link #candidateBias} holds that. */
    float[] bias(int gate) {
        return bias[gate];
    }

    /** The last gate's c in every row of [B, H], if it has to be kept apart from b. */
    float[] candidateBias() {
        return candidateBias;
    }
}
