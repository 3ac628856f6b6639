package gradflow.probe;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scales the gradient of all parameters down to a largest norm (R. Pascanu, T. Mikolov and Y.
 * Bengio, <i>On the difficulty of training recurrent neural networks</i>, ICML 2013).
 * Deeplearning4j clips per layer and per parameter only.
 */
final class GlobalNormClipping {
    private final double threshold;
    private int seen;
    private int clipped;

    /** Clips to this norm of the mean gradient; 0 for never. */
    GlobalNormClipping(double threshold) {
        this.threshold = threshold;
    }

    /**
     * Clips in place.
     *
     * @param gradient of all parameters, summed over the batch
     * @param norm its L2 norm, of the sum
     * @param batchSize what Deeplearning4j will divide it by afterwards
     */
    void apply(INDArray gradient, double norm, int batchSize) {
        seen++;
        double meanNorm = norm / batchSize;
        if (threshold > 0 && Double.isFinite(meanNorm) && meanNorm > threshold) {
            gradient.muli(threshold / meanNorm);
            clipped++;
        }
    }

    /** The share of iterations that were clipped, 0 … 1; NaN before the first. */
    double rate() {
        return (double) clipped / seen;
    }
}
