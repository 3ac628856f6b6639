package gradflow.network;

import gradflow.hand.Example;
import gradflow.hand.HandCell;
import gradflow.layer.CellLayers;
import gradflow.layer.RnnOutputLayer;
import gradflow.model.OutputLoss;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network of an example's cell and numbers, in DOUBLE, with the example as its batch. */
public final class ExampleNetwork {
    private ExampleNetwork() {}

    /** The network with input, label and the loss at the last step set. */
    public static MultiLayerNetwork of(Example example) {
        HandCell cell = example.cell();
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .dataType(DataType.DOUBLE)
                                .trainingWorkspaceMode(WorkspaceMode.NONE)
                                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                                .list()
                                .layer(
                                        CellLayers.builder(cell.cell().shape())
                                                .nIn(cell.inputs())
                                                .nOut(cell.hidden())
                                                .activation(Networks.activation(cell.activation()))
                                                .build())
                                .layer(
                                        new RnnOutputLayer.Builder(loss(example.loss()))
                                                .nIn(cell.hidden())
                                                .nOut(example.label().length)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .build());
        network.init();
        int from = 0;
        for (var shape : cell.shapes().entrySet()) {
            int to = from + shape.getValue()[0] * shape.getValue()[1];
            set(network, "0_" + shape.getKey(), Arrays.copyOfRange(example.weights(), from, to));
            from = to;
        }
        set(network, "1_W", flat(example.outputWeights()));
        set(network, "1_b", example.outputBias());
        setBatch(network, example);
        return network;
    }

    /** x [1, I, T], y [1, O, T] and the mask [1, T] that is 1 at the last step. */
    private static void setBatch(MultiLayerNetwork network, Example example) {
        int steps = example.x().length;
        INDArray x = Nd4j.create(example.x()).transpose().dup('c');
        INDArray y = Nd4j.zeros(DataType.DOUBLE, 1, example.label().length, steps);
        for (int k = 0; k < example.label().length; k++) {
            y.putScalar(0, k, steps - 1, example.label()[k]);
        }
        INDArray mask = Nd4j.zeros(DataType.DOUBLE, 1, steps);
        mask.putScalar(0, steps - 1, 1);
        network.setInput(x.reshape(1, example.cell().inputs(), steps));
        network.setLabels(y);
        network.setLayerMaskArrays(null, mask);
    }

    private static LossFunction loss(OutputLoss loss) {
        return switch (loss) {
            case L1 -> LossFunction.L1;
            case SQUARED_ERROR -> LossFunction.L2;
            case CROSS_ENTROPY -> LossFunction.MCXENT;
        };
    }

    private static void set(MultiLayerNetwork network, String name, double... values) {
        INDArray parameter = network.getParam(name);
        parameter.assign(Nd4j.createFromArray(values).reshape('c', parameter.shape()));
    }

    private static double[] flat(double[]... rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }
}
