package gradflow.probe;

import gradflow.kernel.TimeStep;
import gradflow.kernel.TimeStepGradients;

/** The norm of each step's share of the gradient of all parameters of a layer. */
final class WeightShares {
    private WeightShares() {}

    /** By time step; the gradient is the mean over the batch, so the sum is divided by B. */
    static double[] l2(TimeStepGradients gradients) {
        double batchSize = gradients.hidden().size(1);
        double[] shares = new double[gradients.timeSteps()];
        for (int t = 0; t < shares.length; t++) {
            double[] parts = {
                Norms.l2(gradients.inputWeightShare(t)),
                gradients.shape().hasRecurrentWeights()
                        ? Norms.l2(gradients.recurrentWeightShare(t))
                        : 0,
                Norms.l2(gradients.biasShare(t)),
                gradients.shape().hasRecurrentBias()
                        ? Norms.l2(gradients.recurrentBiasShare(t))
                        : 0,
                gradients.gain() == null ? 0 : Norms.l2(TimeStep.of(gradients.gain(), t))
            };
            shares[t] = Norms.l2(parts, 0, parts.length) / batchSize;
        }
        return shares;
    }
}
