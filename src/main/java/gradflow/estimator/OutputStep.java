package gradflow.estimator;

import gradflow.kernel.Exponential;
import gradflow.model.Readout;

/** The output layer y = h·V + d at one step, and its loss. */
final class OutputStep {
    private final ParameterLayout layout;
    private final Readout readout;

    OutputStep(ParameterLayout layout, Readout readout) {
        this.layout = layout;
        this.readout = readout;
    }

    /**
     * Adds the gradient of V and d to a gradient [P] and tells that of the state.
     *
     * @param w all parameters
     * @param h h_t in the first H numbers of the state
     * @param label y_t [O]
     * @return ∂ℓ_t/∂s_t [S]; zeros for c
     */
    double[] back(double[] w, double[] h, double[] label, double[] gradient) {
        double[] delta = byOutput(outputs(w, h), label);
        double[] byState = new double[layout.states()];
        int hidden = layout.hidden();
        for (int o = 0; o < delta.length; o++) {
            int from = layout.outputWeights() + o * hidden;
            for (int k = 0; k < hidden; k++) {
                byState[k] = Math.fma(delta[o], w[from + k], byState[k]);
                gradient[from + k] = Math.fma(delta[o], h[k], gradient[from + k]);
            }
            gradient[layout.outputBias() + o] += delta[o];
        }
        return byState;
    }

    /** ℓ_t. */
    double loss(double[] w, double[] h, double[] label) {
        double[] y = outputs(w, h);
        double[] p = activated(y);
        double sum = 0;
        for (int o = 0; o < y.length; o++) {
            sum +=
                    switch (readout) {
                        case SOFTMAX -> label[o] == 0 ? 0 : -label[o] * StrictMath.log(p[o]);
                        case LINEAR -> (y[o] - label[o]) * (y[o] - label[o]) / y.length;
                        case SIGMOID ->
                                -label[o] * StrictMath.log(p[o])
                                        - (1 - label[o]) * StrictMath.log(1 - p[o]);
                    };
        }
        return sum;
    }

    private double[] outputs(double[] w, double[] h) {
        double[] y = new double[layout.outputs()];
        for (int o = 0; o < y.length; o++) {
            double sum = w[layout.outputBias() + o];
            int from = layout.outputWeights() + o * layout.hidden();
            for (int k = 0; k < layout.hidden(); k++) {
                sum = Math.fma(w[from + k], h[k], sum);
            }
            y[o] = sum;
        }
        return y;
    }

    private double[] byOutput(double[] y, double[] label) {
        double[] delta = activated(y);
        double labels = 0;
        for (double each : label) {
            labels += each;
        }
        for (int o = 0; o < delta.length; o++) {
            delta[o] =
                    switch (readout) {
                        case SOFTMAX -> labels * delta[o] - label[o];
                        case LINEAR -> 2 * (delta[o] - label[o]) / delta.length;
                        case SIGMOID -> delta[o] - label[o];
                    };
        }
        return delta;
    }

    private double[] activated(double... y) {
        double[] p = y.clone();
        if (readout == Readout.LINEAR) {
            return p;
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (double each : y) {
            largest = Math.max(largest, each);
        }
        double sum = 0;
        for (int o = 0; o < p.length; o++) {
            p[o] =
                    readout == Readout.SIGMOID
                            ? Exponential.sigmoid(y[o])
                            : Exponential.exp(y[o] - largest);
            sum += p[o];
        }
        for (int o = 0; o < p.length && readout == Readout.SOFTMAX; o++) {
            p[o] /= sum;
        }
        return p;
    }
}
