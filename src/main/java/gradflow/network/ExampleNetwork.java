package gradflow.network;

import gradflow.hand.Example;
import gradflow.hand.HandCell;
import gradflow.kernel.Arithmetic;
import gradflow.model.GateBias;
import gradflow.model.Initialization;
import gradflow.model.RecurrentStack;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network of an example's cell and numbers, in DOUBLE, with the example as its batch. */
public final class ExampleNetwork {
    private ExampleNetwork() {}

    /**
     * The network with input, label and the loss at the last step set.
     *
     * @return ready for a forward and a backward pass
     */
    public static MultiLayerNetwork of(Example example, Arithmetic arithmetic) {
        HandCell cell = example.cell();
        RecurrentStack stack =
                new RecurrentStack(
                                cell.cell(),
                                cell.activation(),
                                Initialization.XAVIER,
                                1,
                                GateBias.DEFAULT,
                                cell.inputs(),
                                cell.hidden(),
                                1,
                                example.x().length)
                        .in(arithmetic);
        Head head = Head.softmax(example.loss(), example.label().length);
        MultiLayerNetwork network = Networks.untrained(stack, head, 0);
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

    private static void set(MultiLayerNetwork network, String name, double... values) {
        INDArray parameter = network.getParam(name);
        parameter.assign(Nd4j.createFromArray(values).reshape('c', parameter.shape()));
    }

    private static double[] flat(double[]... rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }
}
