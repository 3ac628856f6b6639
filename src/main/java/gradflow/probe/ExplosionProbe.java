package gradflow.probe;

import gradflow.model.Clip;
import gradflow.probe.intervention.GradientClipping;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Clips, if that is asked for, and keeps the largest gradient and the largest update of a training;
 * notices when a number is no longer finite.
 */
public final class ExplosionProbe extends BaseTrainingListener {
    private final GradientClipping clipping;
    private double largestGradientL2;
    private double largestUpdateL2;
    private double firstLoss = Double.NaN;
    private double lastLoss = Double.NaN;
    private boolean diverged;
    private int iterations;

    /** Clips the gradient, mean over the batch, like this. */
    public ExplosionProbe(Clip clip) {
        clipping = new GradientClipping(clip);
    }

    @Override
    public void onGradientCalculation(Model model) {
        MultiLayerNetwork network = (MultiLayerNetwork) model;
        INDArray gradient = network.getFlattenedGradients();
        double norm = Norms.l2(gradient);
        diverged |= !Double.isFinite(norm);
        largestGradientL2 = larger(largestGradientL2, norm / network.batchSize());
        clipping.apply(network, norm);
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        MultiLayerNetwork network = (MultiLayerNetwork) model;
        iterations++;
        // The updater works in place: what was the gradient is now the update.
        largestUpdateL2 = larger(largestUpdateL2, Norms.l2(network.getFlattenedGradients()));
        lastLoss = network.score();
        firstLoss = iterations == 1 ? lastLoss : firstLoss;
        diverged |= !Double.isFinite(lastLoss) || !Double.isFinite(Norms.l2(network.params()));
    }

    /**
     * Whether a loss, a gradient or a parameter was infinite or not a number.
     *
     * @return true from the first such number on
     */
    public boolean isDiverged() {
        return diverged;
    }

    /**
     * Parameter updates so far.
     *
     * @return 0 or more
     */
    public int iterations() {
        return iterations;
    }

    /**
     * The largest finite L2 norm of the raw gradient (mean over the batch).
     *
     * @return 0 before the first update
     */
    public double largestGradientL2() {
        return largestGradientL2;
    }

    /**
     * The largest finite L2 norm of what was subtracted from the parameters.
     *
     * @return 0 before the first update
     */
    public double largestUpdateL2() {
        return largestUpdateL2;
    }

    /**
     * The loss before the first update.
     *
     * @return mean over the batch
     */
    public double firstLoss() {
        return firstLoss;
    }

    /**
     * The loss before the last update.
     *
     * @return mean over the batch
     */
    public double lastLoss() {
        return lastLoss;
    }

    private static double larger(double before, double now) {
        return Double.isFinite(now) ? Math.max(before, now) : before;
    }
}
