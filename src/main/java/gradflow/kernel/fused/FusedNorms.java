package gradflow.kernel.fused;

import gradflow.kernel.TimeStepNorms;
import java.util.Arrays;

/**
 * Takes the norms of a step's gradients while they are still in the cache. In FLOAT: squares below
 * 1e-38 are lost, so a norm below about 1e-19 counts as zero.
 */
final class FusedNorms {
    private final PassLayout layout;
    private Shape shape;
    private TimeStepNorms norms;
    private final float[][] single = new float[1][];
    private float[] squares = {};

    FusedNorms(PassLayout layout) {
        this.layout = layout;
    }

    /** Prepares a pass. */
    void begin(Shape of) {
        shape = of;
        norms = new TimeStepNorms(of.timeSteps());
        if (squares.length != of.batchSize()) {
            squares = new float[of.batchSize()];
        }
    }

    void hidden(int t, float[] gradient) {
        norms.setHidden(t, mean(gradient));
    }

    void cell(int t, float[] gradient) {
        norms.setCell(t, mean(gradient));
    }

    void preActivation(int t, float[][] gates) {
        norms.setPreActivation(t, mean(gates, layout.gates()));
    }

    TimeStepNorms end() {
        return norms;
    }

    private double mean(float[] gradient) {
        single[0] = gradient;
        return mean(single, 1);
    }

    /** Over the examples, of the norm of the first {@code parts} gradients together. */
    private double mean(float[][] gradients, int parts) {
        Arrays.fill(squares, 0f);
        for (int part = 0; part < parts; part++) {
            Rows.addSumsOfSquares(gradients[part], squares.length, shape.hiddenSize(), squares);
        }
        double sum = 0;
        for (float square : squares) {
            sum += Math.sqrt(square);
        }
        return sum / squares.length;
    }
}
