package gradflow.probe;

import gradflow.kernel.TimeStepGradients;
import gradflow.stats.L2;

/** The norm of each step's share of the gradient of all parameters of a layer. */
final class WeightShares {
    private WeightShares() {}

    /** By time step; the gradient is the mean over the batch, so the sum is divided by B. */
    static double[] l2(TimeStepGradients gradients) {
        double batchSize = gradients.hidden().size(1);
        double[] norms = new double[gradients.timeSteps()];
        for (int t = 0; t < norms.length; t++) {
            StepShares shares = new StepShares(gradients, t);
            double norm =
                    L2.of(
                            L2.of(shares.inputWeights()),
                            L2.of(shares.recurrentWeights()),
                            L2.of(shares.bias()),
                            L2.of(shares.recurrentBias()),
                            L2.of(shares.gains()));
            norms[t] = norm / batchSize;
        }
        return norms;
    }
}
