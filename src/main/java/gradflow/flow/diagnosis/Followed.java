package gradflow.flow.diagnosis;

import gradflow.stats.GradientDecay;

/**
 * The gradient of the loss at the last step, followed back through a layer.
 *
 * @param layer its number in the network
 * @param cell its class, such as LSTM
 * @param isBackward whether it is the direction of a Bidirectional that runs backward
 * @param iteration parameter updates before
 * @param normByLag ‖∂L/∂h‖ at lag 0, 1, 2, …
 */
@SuppressWarnings("ArrayRecordComponent") // read only, and never compared
public record Followed(
        int layer, String cell, boolean isBackward, int iteration, double... normByLag) {

    String described() {
        return "layer %d (%s%s)".formatted(layer, cell, isBackward ? ", backward" : "");
    }

    int longestLag() {
        return normByLag.length - 1;
    }

    /** The largest lag with at least a thousandth of the norm at lag 0; −1 without one. */
    int horizon() {
        return GradientDecay.horizon(normByLag);
    }

    double perStep() {
        return GradientDecay.perStep(normByLag);
    }

    /** The norm at a lag over the one at lag 0. */
    double reach(int lag) {
        return normByLag[lag] / normByLag[0];
    }

    /** The lag at which the norm is largest. */
    int largestLag() {
        int largest = 0;
        for (int lag = 1; lag < normByLag.length; lag++) {
            largest = normByLag[lag] > normByLag[largest] ? lag : largest;
        }
        return largest;
    }
}
