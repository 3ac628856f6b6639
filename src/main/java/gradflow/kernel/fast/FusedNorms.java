package gradflow.kernel.fast;

import gradflow.kernel.TimeStepNorms;

/**
 * Takes the norms of a step's gradients while they are still in the cache. In FLOAT: squares below
 * 1e-38 are lost, so a norm below about 1e-19 counts as zero.
 */
final class FusedNorms {
    private final PassLayout layout;
    private Shape shape;
    private TimeStepNorms norms;

    FusedNorms(PassLayout layout) {
        this.layout = layout;
    }

    /** Prepares a pass. */
    void begin(Shape of) {
        shape = of;
        norms = new TimeStepNorms(of.timeSteps());
    }

    void hidden(int t, float[] gradient) {
        norms.setHidden(t, mean(gradient));
    }

    void cell(int t, float[] gradient) {
        norms.setCell(t, mean(gradient));
    }

    void preActivation(int t, float[][] gates) {
        int size = shape.hiddenSize();
        double sum = 0;
        for (int b = 0; b < shape.batchSize(); b++) {
            float squares = 0;
            for (int gate = 0; gate < layout.gates(); gate++) {
                squares += squares(gates[gate], b * size, size);
            }
            sum += Math.sqrt(squares);
        }
        norms.setPreActivation(t, sum / shape.batchSize());
    }

    TimeStepNorms end() {
        return norms;
    }

    private double mean(float[] gradient) {
        int size = shape.hiddenSize();
        double sum = 0;
        for (int b = 0; b < shape.batchSize(); b++) {
            sum += Math.sqrt(squares(gradient, b * size, size));
        }
        return sum / shape.batchSize();
    }

    /** Four sums side by side, since C2 does not reorder one sum of floats. */
    private static float squares(float[] v, int from, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int whole = from + length / 4 * 4;
        for (int i = from; i < whole; i += 4) {
            s0 = Math.fma(v[i], v[i], s0);
            s1 = Math.fma(v[i + 1], v[i + 1], s1);
            s2 = Math.fma(v[i + 2], v[i + 2], s2);
            s3 = Math.fma(v[i + 3], v[i + 3], s3);
        }
        for (int i = whole; i < from + length; i++) {
            s0 = Math.fma(v[i], v[i], s0);
        }
        return s0 + s1 + (s2 + s3);
    }
}
