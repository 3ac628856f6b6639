package gradflow.probe.intervention;

import gradflow.model.RandomStream;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adds normal noise to the gradient, of variance η/(1 + t)^0.55 at iteration t, after clipping (A.
 * Neelakantan and others, <i>Adding gradient noise improves learning for very deep networks</i>,
 * 2015, equation 2).
 */
public final class GradientNoise {
    private static final double DECAY = 0.55;
    private final double variance;
    private final Random random;

    /**
     * Noise for one run.
     *
     * @param variance η of the mean gradient's entries at iteration 0
     * @param seed of the noise
     */
    public GradientNoise(double variance, long seed) {
        this.variance = variance;
        random = RandomStream.GRADIENT_NOISE.of(seed);
    }

    /** The standard deviation at an iteration, counted from 0. */
    double deviation(int iteration) {
        return Math.sqrt(variance / StrictMath.pow(1 + iteration, DECAY));
    }

    /** Adds it to the network's gradient, which is summed over the batch. */
    public void apply(MultiLayerNetwork network, int iteration) {
        INDArray gradient = network.getFlattenedGradients();
        double scale = deviation(iteration) * network.batchSize();
        float[] noise = new float[(int) gradient.length()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (scale * random.nextGaussian());
        }
        gradient.addi(Nd4j.createFromArray(noise).reshape(gradient.shape()));
    }
}
