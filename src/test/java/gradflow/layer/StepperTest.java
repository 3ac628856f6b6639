package gradflow.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.Arithmetic;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Steps give what {@code rnnTimeStep} gives. */
class StepperTest {
    private static final int INPUTS = 3;
    private static final int HIDDEN = 5;
    private static final int OUTPUTS = 2;
    private static final int BATCH = 3;
    private static final int STEPS = 6;

    static Stream<Arguments> networks() {
        return TestedCell.classes().stream()
                .flatMap(
                        cell ->
                                Stream.of(DataType.FLOAT, DataType.DOUBLE)
                                        .flatMap(
                                                type ->
                                                        Stream.of(Arithmetic.values())
                                                                .map(
                                                                        a ->
                                                                                Arguments.of(
                                                                                        cell, type,
                                                                                        a))));
    }

    /**
     * OpenBLAS adds in another order, so that the fast arithmetic agrees to a few roundings; in the
     * portable one every bit is the same.
     */
    @ParameterizedTest
    @MethodSource("networks")
    void agreesWithRnnTimeStep(TestedCell cell, DataType type, Arithmetic arithmetic) {
        MultiLayerNetwork network =
                network(
                        type,
                        recurrent(cell, INPUTS, arithmetic),
                        recurrent(cell, HIDDEN, arithmetic),
                        softmax(arithmetic));
        double roundings = type == DataType.FLOAT ? 1e-6 : 1e-14;
        compare(network, BATCH, arithmetic == Arithmetic.PORTABLE ? 0 : roundings);
        compare(network, 1, arithmetic == Arithmetic.PORTABLE ? 0 : roundings);
    }

    @Test
    void takesTheOutputLayersOfTheThreeKindsOfTask() {
        for (BaseOutputLayer.Builder<?> output :
                List.of(
                        new RnnOutputLayer.Builder(LossFunction.MSE)
                                .activation(Activation.IDENTITY),
                        new RnnOutputLayer.Builder(LossFunction.XENT)
                                .activation(Activation.SIGMOID),
                        new org.deeplearning4j.nn.conf.layers.RnnOutputLayer.Builder(
                                        LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX))) {
            compare(
                    network(
                            DataType.DOUBLE,
                            new GRU.Builder().nIn(INPUTS).nOut(HIDDEN).build(),
                            output.nIn(HIDDEN).nOut(OUTPUTS).build()),
                    BATCH,
                    1e-14);
        }
    }

    @Test
    void goesOnFromTheStateOfALastTimeStep() {
        MultiLayerNetwork network =
                network(
                        DataType.DOUBLE,
                        new LastTimeStep(new LSTM.Builder().nIn(INPUTS).nOut(HIDDEN).build()),
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .nIn(HIDDEN)
                                .nOut(OUTPUTS)
                                .build());
        Stepper stepper = Stepper.of(network);
        INDArray x = Nd4j.rand(DataType.DOUBLE, 1, INPUTS, STEPS);
        double[] last = {};
        for (int t = 0; t < STEPS; t++) {
            last = stepper.step(at(x, t));
        }
        assertThat(last).containsExactly(network.output(x).data().asDouble(), within(1e-14));
    }

    @Test
    void startsAnewAfterAReset() {
        Stepper stepper =
                Stepper.of(
                        network(
                                DataType.FLOAT,
                                new LSTM.Builder().nIn(INPUTS).nOut(HIDDEN).build(),
                                softmax(Arithmetic.FAST)));
        double[] first = stepper.step(1, 2, 3);
        assertThat(stepper.step(1, 2, 3)).isNotEqualTo(first);
        stepper.reset();
        assertThat(stepper.step(1, 2, 3)).isEqualTo(first);
    }

    @Test
    void refusesWhatItCannotCompute() {
        MultiLayerNetwork network =
                network(
                        DataType.FLOAT,
                        new GRU.Builder().nIn(INPUTS).nOut(HIDDEN).build(),
                        softmax(Arithmetic.FAST));
        assertThatThrownBy(() -> Stepper.of(network).step(1, 2))
                .hasMessage("x must have 3 inputs for each of 1 sequences, 3 in all, not 2");
        assertThatThrownBy(() -> Stepper.of(network, 0))
                .hasMessage("batchSize must be at least 1, not 0");
        assertThatThrownBy(
                        () ->
                                Stepper.of(
                                        network(
                                                DataType.FLOAT,
                                                new GRU.Builder().nIn(INPUTS).nOut(HIDDEN).build(),
                                                new DenseLayer.Builder()
                                                        .nIn(HIDDEN)
                                                        .nOut(HIDDEN)
                                                        .build(),
                                                softmax(Arithmetic.FAST))))
                .hasMessage(
                        "Stepper: layer 1: DenseLayer \"layer1\" is no recurrent layer of gradflow.layer");
        assertThatThrownBy(
                        () ->
                                Stepper.of(
                                        network(
                                                DataType.FLOAT,
                                                new GRU.Builder()
                                                        .nIn(INPUTS)
                                                        .nOut(HIDDEN)
                                                        .activation(Activation.CUBE)
                                                        .build(),
                                                softmax(Arithmetic.FAST))))
                .hasMessageStartingWith(
                        "Stepper: layer 0: GRU \"layer0\" with activation cube and gates ");
        assertThatThrownBy(
                        () ->
                                Stepper.of(
                                        network(
                                                DataType.FLOAT,
                                                new GRU.Builder().nIn(INPUTS).nOut(HIDDEN).build(),
                                                new RnnOutputLayer.Builder(LossFunction.MSE)
                                                        .activation(Activation.TANH)
                                                        .nIn(HIDDEN)
                                                        .nOut(OUTPUTS)
                                                        .build())))
                .hasMessageContaining("layer 1: RnnOutputLayer \"layer1\" has tanh with")
                .hasMessageContaining("it has to be softmax with MCXENT");
    }

    private static void compare(MultiLayerNetwork network, int batch, double tolerance) {
        network.rnnClearPreviousState();
        Stepper stepper = Stepper.of(network, batch);
        DataType type = network.params().dataType();
        for (int t = 0; t < STEPS; t++) {
            INDArray x = Nd4j.rand(type, batch, INPUTS);
            double[] expected = network.rnnTimeStep(x).dup('c').data().asDouble();
            assertThat(stepper.step(x.data().asDouble()))
                    .as("step %d", t)
                    .containsExactly(expected, within(tolerance));
        }
    }

    private static double[] at(INDArray x, int t) {
        double[] values = new double[INPUTS];
        for (int i = 0; i < INPUTS; i++) {
            values[i] = x.getDouble(0, i, t);
        }
        return values;
    }

    private static org.deeplearning4j.nn.conf.layers.Layer recurrent(
            TestedCell cell, int inputs, Arithmetic arithmetic) {
        return ((RecurrentCellLayer.Builder<?>) cell.of(inputs))
                .arithmetic(arithmetic)
                .nOut(HIDDEN)
                .build();
    }

    private static org.deeplearning4j.nn.conf.layers.Layer softmax(Arithmetic arithmetic) {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .arithmetic(arithmetic)
                .activation(Activation.SOFTMAX)
                .nIn(HIDDEN)
                .nOut(OUTPUTS)
                .build();
    }

    private static MultiLayerNetwork network(
            DataType type, org.deeplearning4j.nn.conf.layers.Layer... layers) {
        var list = LayerNetworks.base(type).list();
        for (var layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }
}
