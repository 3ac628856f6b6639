package gradflow.probe.intervention;

import gradflow.kernel.TimeStepGradients;
import gradflow.layer.RecurrentParamInitializer;
import gradflow.layer.TimeStepGradientListener;
import gradflow.model.HiddenActivation;
import gradflow.probe.Norms;
import gradflow.stats.L2;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The regulariser that asks the gradient to keep its norm from step to step (R. Pascanu, T. Mikolov
 * and Y. Bengio, <i>On the difficulty of training recurrent neural networks</i>, ICML 2013,
 * equations 9 and 10): Ω = mean over steps and examples of (‖d_{t+1}·Uᵀ⊙f'(a_t)‖ / ‖d_{t+1}‖ − 1)²
 * with d_t = ∂L/∂a_t. As in the paper, d and a count as constants, so that only U has a gradient.
 * The paper adds the steps up; their mean keeps the weight's meaning when T changes. A step whose
 * ‖d‖ is below 1e-15 has no ratio; it adds nothing and still counts in the mean. Computed in
 * double, in one order, and rounded to the network's type at the end.
 */
public final class Omega extends BaseTrainingListener implements TimeStepGradientListener {
    private static final String FIRST_RECURRENT_WEIGHTS =
            "0_" + RecurrentParamInitializer.RECURRENT_WEIGHTS;

    /** Below it the ratio of two norms is rounding error. */
    private static final double SMALLEST_NORM = 1e-15;

    private final double weight;
    private final HiddenActivation activation;

    /** ∂Ω/∂U times the weight [H][H], or null if there is none. */
    private double[][] gradient;

    private double value = Double.NaN;

    /**
     * A regulariser for the first layer of a network.
     *
     * @param weight of Ω in the loss
     * @param activation of the hidden state
     */
    public Omega(double weight, HiddenActivation activation) {
        this.weight = weight;
        this.activation = activation;
    }

    @Override
    public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
        int steps = gradients.timeSteps();
        if (steps < 2) {
            // Otherwise a short last segment would have the gradient of the one before.
            gradient = null;
            value = Double.NaN;
            return;
        }
        double[][] u =
                rows(layer.getParam(RecurrentParamInitializer.RECURRENT_WEIGHTS).transpose(), 0);
        int batch = (int) gradients.hidden().size(1);
        double[][] later = rows(gradients.preActivation(), batch);
        double[][] states = rows(gradients.previousHidden(), batch);
        gradient = new double[u.length][u.length];
        double sum = 0;
        for (int n = 0; n < later.length; n++) {
            double[] slope = slope(states[n]);
            double[] carried = times(product(later[n], u), slope);
            double before = L2.of(later[n]);
            double after = L2.of(carried);
            if (before > SMALLEST_NORM) {
                double excess = after / before - 1;
                sum += excess * excess;
                if (after > SMALLEST_NORM) {
                    double factor = 2 * weight * excess / (after * before * (steps - 1));
                    add(factor, times(carried, slope), later[n]);
                }
            }
        }
        value = sum / later.length;
    }

    /**
     * Ω of the last backward pass, without its weight; NaN before the first or of one step.
     *
     * @return 0 or above
     */
    public double value() {
        return value;
    }

    /** Adds weight·∂Ω/∂U, summed over the batch, to the network's gradient. */
    public void addTo(MultiLayerNetwork network) {
        if (gradient != null) {
            INDArray all = network.gradient().getGradientFor(FIRST_RECURRENT_WEIGHTS);
            all.addi(Nd4j.createFromArray(gradient).castTo(all.dataType()));
        }
    }

    /** The last index of an array by itself, without the first {@code skipped} rows. */
    private static double[][] rows(INDArray array, int skipped) {
        double[] values = Norms.values(array);
        int size = (int) array.size(array.rank() - 1);
        double[][] rows = new double[values.length / size - skipped][];
        for (int n = 0; n < rows.length; n++) {
            int from = (n + skipped) * size;
            rows[n] = Arrays.copyOfRange(values, from, from + size);
        }
        return rows;
    }

    /** d·Uᵀ, of which the rows are given. */
    private static double[] product(double[] d, double[][] transposed) {
        double[] product = new double[d.length];
        for (int j = 0; j < d.length; j++) {
            chain(d[j], transposed[j], product);
        }
        return product;
    }

    /** Adds factor·leftᵀ·right to the gradient. */
    private void add(double factor, double[] left, double[] right) {
        for (int i = 0; i < left.length; i++) {
            chain(factor * left[i], right, gradient[i]);
        }
    }

    private static void chain(double factor, double[] from, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.fma(factor, from[i], into[i]);
        }
    }

    private static double[] times(double[] one, double[] other) {
        double[] product = new double[one.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = one[i] * other[i];
        }
        return product;
    }

    private double[] slope(double... h) {
        return Arrays.stream(h).map(activation::slopeByValue).toArray();
    }
}
