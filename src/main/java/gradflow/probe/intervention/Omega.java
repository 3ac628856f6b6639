package gradflow.probe.intervention;

import gradflow.kernel.TimeStepGradients;
import gradflow.layer.RecurrentParamInitializer;
import gradflow.layer.TimeStepGradientListener;
import gradflow.model.HiddenActivation;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The regulariser that asks the gradient to keep its norm from step to step (R. Pascanu, T. Mikolov
 * and Y. Bengio, <i>On the difficulty of training recurrent neural networks</i>, ICML 2013,
 * equations 9 and 10): Ω = mean over steps and examples of (‖d_{t+1}·Uᵀ⊙f'(a_t)‖ / ‖d_{t+1}‖ − 1)²
 * with d_t = ∂L/∂a_t. As in the paper, d and a count as constants, so that only U has a gradient.
 * The paper adds the steps up; their mean keeps the weight's meaning when T changes. A step whose
 * ‖d‖ is below 1e-15 has no ratio; it adds nothing and still counts in the mean.
 */
public final class Omega extends BaseTrainingListener implements TimeStepGradientListener {
    private static final String FIRST_RECURRENT_WEIGHTS =
            "0_" + RecurrentParamInitializer.RECURRENT_WEIGHTS;

    /** Below it the ratio of two norms is rounding error. */
    private static final double SMALLEST_NORM = 1e-15;

    private final double weight;
    private final HiddenActivation activation;
    private INDArray gradient;
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
        INDArray later = rows(gradients.preActivation(), steps);
        INDArray slope = slope(rows(gradients.previousHidden(), steps));
        INDArray u = layer.getParam(RecurrentParamInitializer.RECURRENT_WEIGHTS);
        INDArray carried = later.mmul(u.transpose()).muli(slope);
        double[] after = carried.norm2(1).toDoubleVector();
        double[] before = later.norm2(1).toDoubleVector();
        double[] factors = new double[after.length];
        double sum = 0;
        for (int i = 0; i < after.length; i++) {
            if (before[i] > SMALLEST_NORM) {
                double excess = after[i] / before[i] - 1;
                sum += excess * excess;
                factors[i] =
                        after[i] > SMALLEST_NORM
                                ? 2 * weight * excess / (after[i] * before[i] * (steps - 1))
                                : 0;
            }
        }
        value = sum / factors.length;
        INDArray scales = Nd4j.createFromArray(factors).castTo(later.dataType());
        INDArray left = carried.muliColumnVector(scales.reshape(factors.length, 1)).muli(slope);
        if (gradient == null) {
            gradient = Nd4j.createUninitializedDetached(u.dataType(), 'f', u.shape());
        }
        gradient.assign(left.transpose().mmul(later));
    }

    /** Ω of the last backward pass, without its weight; NaN before the first or of one step. */
    public double value() {
        return value;
    }

    /** Adds weight·∂Ω/∂U, summed over the batch, to the network's gradient. */
    public void addTo(MultiLayerNetwork network) {
        if (gradient != null) {
            network.gradient().getGradientFor(FIRST_RECURRENT_WEIGHTS).addi(gradient);
        }
    }

    /** All steps but the first one [(T−1)·B, H]. */
    private static INDArray rows(INDArray sequence, int steps) {
        return sequence.get(NDArrayIndex.interval(1, steps))
                .dup('c')
                .reshape('c', new long[] {(steps - 1) * sequence.size(1), sequence.size(2)});
    }

    /** f'(a) by h = f(a). */
    private INDArray slope(INDArray h) {
        return switch (activation) {
            case TANH -> h.mul(h).rsubi(1);
            case SIGMOID -> h.mul(h.rsub(1));
            case IDENTITY -> h.like().addi(1);
            case RELU -> h.gt(0).castTo(h.dataType());
            case LEAKYRELU ->
                    h.gt(0)
                            .castTo(h.dataType())
                            .muli(1 - HiddenActivation.LEAK)
                            .addi(HiddenActivation.LEAK);
            case ELU -> Transforms.min(h, 0, true).addi(1);
            case SOFTSIGN -> Transforms.pow(Transforms.abs(h, true).rsubi(1), 2, false);
        };
    }
}
