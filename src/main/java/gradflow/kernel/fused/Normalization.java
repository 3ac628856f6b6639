package gradflow.kernel.fused;

import gradflow.kernel.Weights;
import gradflow.kernel.matrix.DenseFloats;
import gradflow.kernel.matrix.FloatView;
import java.util.Arrays;

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016) of single products: rows [H] of x·W or h·U of one
 * gate brought to mean 0 and standard deviation 1. The products of a step are counted as the gains
 * are, 0 … G − 1 those of x·W and G … 2·G − 1 those of h·U. What is normalised stays on a tape of
 * its own, the inverse deviation of every row behind it.
 */
final class Normalization {
    private final PassLayout layout;
    private final Tape tape;
    private final FloatView cursor = new FloatView();
    private final float[][] gains;
    private float[] row = {};
    private Shape shape;

    Normalization(PassLayout layout) {
        this.layout = layout;
        tape = new Tape(2 * layout.gates());
        gains = new float[2 * layout.gates()][0];
    }

    /** Makes room for {@code kept} steps and takes over the gains, once for every example. */
    void begin(Shape newShape, Weights weights, int kept) {
        shape = newShape;
        tape.reserve(kept, Math.addExact(shape.units(), shape.batchSize()));
        int hidden = shape.hiddenSize();
        if (row.length < hidden) {
            row = new float[hidden];
        }
        long from = DenseFloats.address(weights.gain(), 'c', "the gain");
        for (int product = 0; product < gains.length; product++) {
            if (gains[product].length < shape.units()) {
                gains[product] = new float[shape.units()];
            }
            cursor.aim(from + (long) Float.BYTES * product * hidden).get(row, 0, hidden);
            for (int i = 0; i < shape.units(); i += hidden) {
                System.arraycopy(row, 0, gains[product], i, hidden);
            }
        }
    }

    /** The index of h·U of one gate. */
    int recurrent(int gate) {
        return layout.gates() + gate;
    }

    /** The array of step t that a product is normalised in [B·H], and where the result stays. */
    float[] values(int product, int t) {
        return tape.at(t)[product];
    }

    /** The gain in every row of [B·H]. */
    float[] gain(int product) {
        return gains[product];
    }

    /** Normalises {@link #values}; a constant row becomes zeros. */
    void normalize(int product, int t) {
        float[] v = values(product, t);
        int size = shape.hiddenSize();
        for (int b = 0; b < shape.batchSize(); b++) {
            int from = b * size;
            // Seen from its first element, a constant row is zeros whatever a mean rounds to.
            float first = v[from];
            Rows.subtract(v, from, size, first, Rows.sumAbove(v, from, size, first) / size);
            float deviation = FloatFunctions.sqrt(Rows.sumOfSquares(v, from, size) / size);
            float inverse = deviation == 0f ? 0f : 1f / deviation;
            Rows.scale(v, from, size, inverse);
            v[shape.units() + b] = inverse;
        }
    }

    /**
     * From the gradient of g⊙N(product) to that of the product: with e = g⊙gradient and v =
     * N(product), (e − mean(e) − v·mean(e⊙v)) / deviation, row by row.
     */
    void back(int product, int t, float[] gradient, float[] d) {
        float[] v = values(product, t);
        Curves.multiply(gradient, gains[product], d, shape.units());
        int size = shape.hiddenSize();
        for (int b = 0; b < shape.batchSize(); b++) {
            int from = b * size;
            float inverse = v[shape.units() + b];
            if (inverse == 0f) {
                Arrays.fill(d, from, from + size, 0f);
                continue;
            }
            float mean = Rows.sumAbove(d, from, size, 0f) / size;
            float along = Rows.sumOfProducts(d, v, from, size) / size;
            Rows.project(d, v, from, size, mean, along, inverse);
        }
    }
}
