package gradflow.kernel.fused;

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
                squares += Rows.sumOfSquares(gates[gate], b * size, size);
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
            sum += Math.sqrt(Rows.sumOfSquares(gradient, b * size, size));
        }
        return sum / shape.batchSize();
    }
}
