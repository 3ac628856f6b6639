package gradflow.probe;

import gradflow.kernel.TimeStep;
import gradflow.kernel.TimeStepGradients;
import gradflow.stats.L2;
import java.util.ArrayList;
import java.util.List;

/** Each time step's share of the gradient of all parameters of a layer, summed over the batch. */
public final class WeightShares {
    private WeightShares() {}

    /**
     * The norm by time step; the gradient is the mean over the batch, so the sum is divided by B.
     */
    static double[] l2(TimeStepGradients gradients) {
        double batchSize = gradients.hidden().size(1);
        double[] norms = new double[gradients.timeSteps()];
        for (int t = 0; t < norms.length; t++) {
            norms[t] = L2.of(of(gradients, t).toArray(double[][]::new)) / batchSize;
        }
        return norms;
    }

    /**
     * One time step's shares of the gradients of W, RW, b, Rb and the gains, as far as there are
     * such, each matrix row by row.
     *
     * @return summed over the batch
     */
    public static List<double[]> of(TimeStepGradients gradients, int timeStep) {
        List<double[]> shares = new ArrayList<>();
        shares.add(Norms.values(gradients.inputWeightShare(timeStep)));
        if (gradients.shape().hasRecurrentWeights()) {
            shares.add(Norms.values(gradients.recurrentWeightShare(timeStep)));
        }
        shares.add(Norms.values(gradients.biasShare(timeStep)));
        if (gradients.shape().hasRecurrentBias()) {
            shares.add(Norms.values(gradients.recurrentBiasShare(timeStep)));
        }
        if (gradients.gain() != null) {
            shares.add(Norms.values(TimeStep.of(gradients.gain(), timeStep)));
        }
        return shares;
    }
}
