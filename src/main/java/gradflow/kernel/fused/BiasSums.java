package gradflow.kernel.fused;

import gradflow.kernel.matrix.DenseFloats;
import gradflow.kernel.matrix.FloatView;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums gradients [B, H] over the steps, each example apart, and over the examples at the end. */
final class BiasSums {
    private final float[][] sums;
    private final FloatView cursor = new FloatView();
    private float[] row = {};
    private Shape shape;

    BiasSums(int count) {
        sums = new float[count][0];
    }

    void begin(Shape newShape) {
        shape = newShape;
        if (row.length < shape.hiddenSize()) {
            row = new float[shape.hiddenSize()];
        }
        for (int i = 0; i < sums.length; i++) {
            if (sums[i].length < shape.units()) {
                sums[i] = new float[shape.units()];
            } else {
                Arrays.fill(sums[i], 0, shape.units(), 0f);
            }
        }
    }

    void add(int index, float[] gradient) {
        Curves.add(sums[index], gradient, shape.units());
    }

    /** Writes one sum [H] to the gate's place in {@code into} [G·H]. */
    void write(int index, INDArray into, int gate) {
        int hidden = shape.hiddenSize();
        Arrays.fill(row, 0, hidden, 0f);
        for (int i = 0; i < shape.units(); i += hidden) {
            for (int j = 0; j < hidden; j++) {
                row[j] += sums[index][i + j];
            }
        }
        long address = DenseFloats.address(into, 'c', "the bias' gradient");
        cursor.aim(address + (long) Float.BYTES * gate * hidden).put(row, 0, hidden);
    }
}
