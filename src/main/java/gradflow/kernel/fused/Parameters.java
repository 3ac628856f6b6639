package gradflow.kernel.fused;

import gradflow.kernel.Weights;
import gradflow.kernel.matrix.DenseFloats;
import gradflow.kernel.matrix.Engine;
import gradflow.kernel.matrix.FloatMatrix;
import gradflow.kernel.matrix.FloatView;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights as the steps forward want them: W and U gate by gate, turned from Deeplearning4j's
 * layout (each gate's block is stored as its transpose), so that no product has to transpose; and
 * the biases, repeated for every example.
 */
final class Parameters {
    private final PassLayout layout;
    private final FloatMatrix input;
    private final FloatMatrix recurrent;
    private final FloatView cursor = new FloatView();
    private final float[][] bias;
    private float[] candidateBias = {};
    private float[] row = {};
    private Shape shape;

    Parameters(PassLayout layout, Engine engine) {
        this.layout = layout;
        input = engine.matrix();
        recurrent = engine.matrix();
        bias = new float[layout.gates()][0];
    }

    /** Takes over the values of {@code weights}. */
    void load(Weights weights, Shape newShape) {
        shape = newShape;
        turn(
                DenseFloats.address(weights.input(), 'f', "the input weights"),
                shape.inputSize(),
                input);
        if (layout.cell().hasRecurrentWeights()) {
            turn(
                    DenseFloats.address(weights.recurrent(), 'f', "the recurrent weights"),
                    shape.hiddenSize(),
                    recurrent);
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

    private void turn(long source, int rows, FloatMatrix target) {
        long block = (long) shape.hiddenSize() * rows;
        target.reserve((long) rows * layout.gates(), shape.hiddenSize());
        for (int gate = 0; gate < layout.gates(); gate++) {
            target.takeTransposed(source + Float.BYTES * block * gate, rows, (long) rows * gate);
        }
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

    /** W, gate by gate [G·I, H]. */
    FloatMatrix input() {
        return input;
    }

    /** The first row of W_gate. */
    long inputAt(int gate) {
        return (long) gate * shape.inputSize();
    }

    /** U, gate by gate [G·H, H]. */
    FloatMatrix recurrent() {
        return recurrent;
    }

    /** The first row of U_gate. */
    long recurrentAt(int gate) {
        return (long) gate * shape.hiddenSize();
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
