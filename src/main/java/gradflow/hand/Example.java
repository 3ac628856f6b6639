package gradflow.hand;

import gradflow.model.OutputLoss;

/**
 * One example and the network that sees it: a cell, then ŷ = softmax(o_T·w'' + b''), then the loss.
 *
 * @param cell the recurrence
 * @param loss against the label
 * @param x x_t [T, I]
 * @param label y [O]
 * @param weights of the cell, in its order
 * @param outputWeights w'' [H, O]
 * @param outputBias b'' [O]
 */
@SuppressWarnings("ArrayRecordComponent") // read only, and never compared
public record Example(
        HandCell cell,
        OutputLoss loss,
        double[][] x,
        double[] label,
        double[] weights,
        double[][] outputWeights,
        double[] outputBias) {

    /**
     * This example with other weights of the cell.
     *
     * @param other all of them, in the order of {@link HandCell#shapes}
     * @return a copy
     */
    public Example withWeights(double... other) {
        return new Example(cell, loss, x, label, other, outputWeights, outputBias);
    }

    /**
     * This example with other w'' and b''.
     *
     * @param otherWeights w'' [H][2]
     * @param otherBias b'' [2]
     * @return a copy
     */
    public Example withOutput(double[][] otherWeights, double... otherBias) {
        return new Example(cell, loss, x, label, weights, otherWeights, otherBias);
    }

    /** a = o_T·w'' + b''. */
    double[] logits(double... o) {
        double[] a = outputBias.clone();
        for (int k = 0; k < a.length; k++) {
            for (int j = 0; j < cell.hidden(); j++) {
                a[k] += o[j] * outputWeights[j][k];
            }
        }
        return a;
    }

    /** ŷ = e^a / Σ e^a. */
    static double[] softmax(double... a) {
        double[] y = new double[a.length];
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            y[k] = StrictMath.exp(a[k]);
            sum += y[k];
        }
        for (int k = 0; k < a.length; k++) {
            y[k] /= sum;
        }
        return y;
    }

    /** The loss of a prediction. */
    double loss(double... predicted) {
        double sum = 0;
        for (int k = 0; k < predicted.length; k++) {
            sum += loss.of(predicted[k], label[k]);
        }
        return sum;
    }
}
