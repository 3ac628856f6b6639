package gradflow.probe.intervention;

import gradflow.layer.output.DenseValues;
import gradflow.model.Clip;
import gradflow.probe.Norms;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes the gradient of a network smaller before the optimiser has it: every entry (T. Mikolov,
 * <i>Statistical language models based on neural networks</i>, 2012), the norm of every layer's, or
 * the norm of all parameters' (R. Pascanu, T. Mikolov and Y. Bengio, <i>On the difficulty of
 * training recurrent neural networks</i>, ICML 2013). Thresholds are those of the mean over the
 * batch. Deeplearning4j has the first two, applied where no listener sees what they did and with
 * norms whose last bits depend on the processor.
 */
public final class GradientClipping {
    private final Clip clip;
    private int seen;
    private int clipped;

    public GradientClipping(Clip clip) {
        this.clip = clip;
    }

    /**
     * Clips the network's gradient in place. It is summed over the batch here; Deeplearning4j
     * divides it afterwards.
     *
     * @param norm L2 norm of the gradient of all parameters, of the sum
     * @return whether anything was clipped
     */
    public boolean apply(MultiLayerNetwork network, double norm) {
        seen++;
        double threshold = clip.threshold() * network.batchSize();
        boolean any = Double.isFinite(norm) && clip(network, norm, threshold);
        if (any) {
            clipped++;
        }
        return any;
    }

    /**
     * The share of iterations in which anything was clipped, 0 … 1; NaN before the first.
     *
     * @return clipped iterations over all
     */
    public double rate() {
        return (double) clipped / seen;
    }

    private boolean clip(MultiLayerNetwork network, double norm, double threshold) {
        INDArray gradient = network.getFlattenedGradients();
        return switch (clip.kind()) {
            case NONE -> false;
            case GLOBAL_NORM -> scale(gradient, norm, threshold);
            case PER_LAYER -> perLayer(network, threshold);
            case ELEMENT_WISE -> elementWise(gradient, threshold);
        };
    }

    private static boolean elementWise(INDArray gradient, double threshold) {
        double[] values = DenseValues.values(gradient);
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            if (Math.abs(values[i]) > threshold) {
                values[i] = Math.copySign(threshold, values[i]);
                any = true;
            }
        }
        if (any) {
            DenseValues.put(values, gradient);
        }
        return any;
    }

    private static boolean perLayer(MultiLayerNetwork network, double threshold) {
        boolean any = false;
        for (Layer layer : network.getLayers()) {
            INDArray gradient = layer.getGradientsViewArray();
            any |= scale(gradient, Norms.l2(gradient), threshold);
        }
        return any;
    }

    private static boolean scale(INDArray gradient, double norm, double threshold) {
        if (norm <= threshold) {
            return false;
        }
        gradient.muli(threshold / norm);
        return true;
    }
}
