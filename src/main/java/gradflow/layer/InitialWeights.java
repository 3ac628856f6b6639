package gradflow.layer;

import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Initial weights as DL4J's XAVIER has them, normal with variance 2/(fan in + fan out), but drawn
 * from a generator of Java, whose numbers are the same bits anywhere.
 */
public final class InitialWeights {
    /** What the parameters of a Bidirectional's directions begin with. */
    private static final String FORWARD = "f";

    private static final String BACKWARD = "b";

    private InitialWeights() {}

    /**
     * Draws W and RW (if there is one) of a layer of this package anew, the forward direction's
     * first where Bidirectional holds it, or W of an output layer; other layers keep what they
     * have. Biases and gains stay.
     */
    public static void draw(Layer layer, Random random) {
        if (layer.conf().getLayer() instanceof RecurrentCellLayer recurrent) {
            draw(layer, "", recurrent, random);
        } else if (layer.conf().getLayer() instanceof Bidirectional both
                && both.getFwd() instanceof RecurrentCellLayer recurrent) {
            draw(layer, FORWARD, recurrent, random);
            draw(layer, BACKWARD, recurrent, random);
        } else if (layer.conf().getLayer() instanceof BaseOutputLayer output) {
            draw(
                    layer.getParam(DefaultParamInitializer.WEIGHT_KEY),
                    new double[] {output.getNIn(), output.getNOut()},
                    random);
        }
    }

    private static void draw(
            Layer layer, String direction, RecurrentCellLayer recurrent, Random random) {
        draw(
                layer.getParam(direction + RecurrentParamInitializer.INPUT_WEIGHTS),
                recurrent.inputFans(),
                random);
        if (recurrent.shape().hasRecurrentWeights()) {
            draw(
                    layer.getParam(direction + RecurrentParamInitializer.RECURRENT_WEIGHTS),
                    recurrent.recurrentFans(),
                    random);
        }
    }

    private static void draw(INDArray weights, double[] fans, Random random) {
        double deviation = Math.sqrt(2 / (fans[0] + fans[1]));
        double[] values = new double[(int) weights.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = deviation * random.nextGaussian();
        }
        weights.assign(
                Nd4j.createFromArray(values)
                        .reshape('f', weights.shape())
                        .castTo(weights.dataType()));
    }
}
