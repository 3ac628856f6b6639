package gradflow.experiment.throughput;

import gradflow.model.Implementation;
import gradflow.model.LossAt;
import gradflow.model.RandomStream;
import gradflow.network.Networks;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A training iteration to be timed: a recurrent layer and a softmax, Adam, random data. With the
 * loss at the last step only, the output layer sees that step alone, but the portable one all of
 * them with a label mask.
 */
public final class Workload {
    private final MultiLayerNetwork network;
    private final DataSet batch;

    /**
     * Makes network and data in FLOAT.
     *
     * @param seed of both
     */
    public Workload(ThroughputSettings settings, long seed) {
        this(settings, DataType.FLOAT, seed);
    }

    /**
     * Makes network and data.
     *
     * @param type of their numbers, FLOAT or DOUBLE
     * @param seed of both
     */
    public Workload(ThroughputSettings settings, DataType type, long seed) {
        network =
                Networks.timed(
                        settings.stack(),
                        settings.implementation(),
                        settings.loss(),
                        settings.classes(),
                        settings.tbptt(),
                        type,
                        seed);
        batch = data(settings, type, RandomStream.WORKLOAD.of(seed));
    }

    /** Makes one iteration. */
    public void iterate() {
        network.fit(batch);
    }

    /** Replaces the network's listeners. */
    public void listen(TrainingListener... listeners) {
        network.setListeners(listeners);
    }

    /** Parameters of the network. */
    public long parameters() {
        return network.numParams();
    }

    /** The network that is trained. */
    public MultiLayerNetwork network() {
        return network;
    }

    private static DataSet data(ThroughputSettings settings, DataType type, Random random) {
        int examples = settings.batch();
        int steps = settings.time();
        int classes = settings.classes();
        float[] inputs = new float[Math.multiplyExact(examples * settings.input(), steps)];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian();
        }
        INDArray x =
                Nd4j.createFromArray(inputs)
                        .castTo(type)
                        .reshape(examples, settings.input(), steps);
        boolean lastOnly = settings.loss() == LossAt.LAST_STEP;
        if (lastOnly && settings.implementation() != Implementation.GRADFLOW_PORTABLE) {
            INDArray y = Nd4j.zeros(type, examples, classes);
            for (int b = 0; b < examples; b++) {
                y.putScalar(b, random.nextInt(classes), 1);
            }
            return new DataSet(x, y);
        }
        INDArray y = Nd4j.zeros(type, examples, classes, steps);
        for (int b = 0; b < examples; b++) {
            for (int t = 0; t < steps; t++) {
                y.putScalar(b, random.nextInt(classes), t, 1);
            }
        }
        if (!lastOnly) {
            return new DataSet(x, y);
        }
        INDArray mask = Nd4j.zeros(type, examples, steps);
        for (int b = 0; b < examples; b++) {
            mask.putScalar(b, steps - 1, 1);
        }
        return new DataSet(x, y, null, mask);
    }
}
