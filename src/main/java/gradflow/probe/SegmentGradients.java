package gradflow.probe;

import gradflow.kernel.TimeStepGradients;
import gradflow.layer.TimeStepGradientListener;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/**
 * Adds up the parameters' gradient over the segments of one batch, and collects the gradient at
 * every time step. All is the mean over the batch. For a network with one recurrent layer.
 */
public final class SegmentGradients extends BaseTrainingListener
        implements TimeStepGradientListener {
    private final int recurrentParameters;
    private final double[] hiddenL2;
    private final double[] weightShareL2;
    private double[] gradient;
    private int steps;

    /**
     * For one sequence.
     *
     * @param recurrentParameters how many parameters the recurrent layer has; the output layer's
     *     gradient is left out, since truncation does not touch it
     * @param timeSteps T
     */
    public SegmentGradients(int recurrentParameters, int timeSteps) {
        this.recurrentParameters = recurrentParameters;
        hiddenL2 = new double[timeSteps];
        weightShareL2 = new double[timeSteps];
    }

    @Override
    public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
        StepNorms norms = new StepNorms(gradients.hidden());
        double[] shares = WeightShares.l2(gradients);
        for (int t = 0; t < gradients.timeSteps(); t++) {
            hiddenL2[steps + t] = norms.meanL2(t);
            weightShareL2[steps + t] = shares[t];
        }
        steps += gradients.timeSteps();
    }

    @Override
    public void onGradientCalculation(Model model) {
        double[] all = Norms.values(model.gradient().gradient());
        if (gradient == null) {
            gradient = new double[recurrentParameters];
        }
        for (int i = 0; i < recurrentParameters; i++) {
            gradient[i] += all[i] / model.batchSize();
        }
    }

    /**
     * The recurrent layer's, in the order of its parameters.
     *
     * @return flat
     */
    public double[] gradient() {
        return gradient.clone();
    }

    /**
     * ‖∂L/∂h_t‖ for t = 1 … T; zeros if the layer shows none.
     *
     * @return T norms
     */
    public double[] hiddenL2() {
        return hiddenL2.clone();
    }

    /**
     * Norm of each step's share of the gradient of all the layer's parameters.
     *
     * @return T norms; zeros if the layer shows none
     */
    public double[] weightShareL2() {
        return Arrays.copyOf(weightShareL2, weightShareL2.length);
    }
}
