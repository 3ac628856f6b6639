package gradflow.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Weights;
import gradflow.kernel.cells.CellForms;
import gradflow.kernel.cells.StateJacobians;
import gradflow.model.Cell;
import gradflow.model.GateBias;
import gradflow.model.Implementation;
import gradflow.model.Initialization;
import gradflow.model.LossAt;
import gradflow.model.Readout;
import gradflow.model.RecurrentStack;
import gradflow.network.Networks;
import gradflow.network.RandomSequences;
import gradflow.probe.Norms;
import gradflow.probe.SegmentGradients;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The estimators' cells are the kernel's: same Jacobians as the clear form, same gradients. */
class KernelAgreementTest {
    private static final int HIDDEN = 4;
    private static final int INPUTS = 3;
    private static final int TIME_STEPS = 9;
    private static final int BATCH = 3;

    @ParameterizedTest
    @EnumSource(Cell.class)
    void jacobiansAreThoseOfTheClearKernel(Cell cell) {
        EstimatorExample example =
                EstimatorExample.of(cell.shape(), Readout.SOFTMAX, HIDDEN, TIME_STEPS);
        ParameterLayout layout = example.network().layout();
        double[] w = example.parameters();
        int columns = layout.columns();
        CellShape shape = cell.shape();
        Weights weights =
                new Weights(
                        shape,
                        matrix(w, 0, INPUTS, columns),
                        shape.hasRecurrentWeights()
                                ? matrix(w, layout.recurrentWeights(), HIDDEN, columns)
                                : null,
                        vector(w, layout.bias(), columns),
                        shape.hasRecurrentBias()
                                ? vector(w, layout.recurrentBias(), columns)
                                : null,
                        null);
        Activation activation = shape.hasLinearCandidate() ? Activation.IDENTITY : Activation.TANH;
        INDArray[] inputs =
                Arrays.stream(example.steps().inputs())
                        .map(x -> Nd4j.createFromArray(x).reshape(1, INPUTS))
                        .toArray(INDArray[]::new);
        double[][][] expected =
                new StateJacobians(
                                CellForms.clear(
                                        shape, CellOptions.of(activation.getActivationFunction())),
                                weights)
                        .along(inputs);
        CellStep step = example.network().cell();
        double[] state = new double[layout.states()];
        for (int t = 0; t < TIME_STEPS; t++) {
            Slopes made = step.forward(w, example.steps().input(t), state);
            double[] flat = Arrays.stream(expected[t]).flatMapToDouble(Arrays::stream).toArray();
            assertThat(step.jacobian(made, w)).containsExactly(flat, within(1e-13));
            for (int i = 0; i < layout.states(); i++) {
                double[] unit = new double[layout.states()];
                unit[i] = 1;
                assertThat(step.back(made, w, unit)).containsExactly(expected[t][i], within(1e-13));
                double[] column = step.ahead(made, w, unit);
                for (int row = 0; row < column.length; row++) {
                    assertThat(column[row]).isCloseTo(expected[t][row][i], within(1e-13));
                }
                int m = i / HIDDEN;
                for (int n = 0; n < shape.stateCount(); n++) {
                    assertThat(step.ownJacobian(made, w, m, n, i % HIDDEN))
                            .isCloseTo(expected[t][i][n * HIDDEN + i % HIDDEN], within(1e-13));
                }
            }
            state = made.next;
        }
    }

    /** Deeplearning4j's network cut into segments, with our layers, is the reference. */
    @ParameterizedTest
    @EnumSource(Cell.class)
    void fullAndTruncatedGradientsAreThoseOfTheLayers(Cell cell) {
        RecurrentStack stack =
                new RecurrentStack(
                        cell,
                        gradflow.model.HiddenActivation.TANH,
                        Initialization.XAVIER,
                        1,
                        GateBias.DEFAULT,
                        INPUTS,
                        HIDDEN,
                        1,
                        TIME_STEPS);
        DataSet batch = RandomSequences.batch(BATCH, INPUTS, 2, TIME_STEPS, LossAt.EVERY_STEP, 3);
        for (int length : new int[] {1, 4, TIME_STEPS}) {
            MultiLayerNetwork network =
                    Networks.truncated(stack, Implementation.GRADFLOW, 2, length, 7);
            double[] parameters = Norms.values(network.params());
            SegmentGradients gradients =
                    new SegmentGradients((int) network.getLayer(0).numParams(), TIME_STEPS);
            network.setListeners(gradients);
            network.fit(batch.copy());
            ParameterLayout layout = new ParameterLayout(cell.shape(), INPUTS, HIDDEN, 2);
            assertThat(layout.size()).isEqualTo(parameters.length);
            Backpropagation estimator =
                    new Backpropagation(
                            new EstimatedNetwork(layout, stack.activation(), Readout.SOFTMAX),
                            length);
            double[] sum = new double[layout.size()];
            for (int b = 0; b < BATCH; b++) {
                estimator.start();
                estimator.add(parameters, steps(batch, b), sum);
            }
            double[] mean =
                    Arrays.stream(sum, 0, layout.outputWeights()).map(g -> g / BATCH).toArray();
            assertThat(EstimatorExample.error(mean, gradients.gradient())).isLessThan(1e-9);
        }
    }

    private static Steps steps(DataSet batch, int example) {
        return new Steps(rows(batch.getFeatures(), example), rows(batch.getLabels(), example));
    }

    private static double[][] rows(INDArray sequences, int example) {
        return sequences.slice(example).transpose().dup('c').toDoubleMatrix();
    }

    private static INDArray matrix(double[] w, int from, int rows, int columns) {
        return Nd4j.createFromArray(Arrays.copyOfRange(w, from, from + rows * columns))
                .reshape('f', rows, columns);
    }

    private static INDArray vector(double[] w, int from, int size) {
        return Nd4j.createFromArray(Arrays.copyOfRange(w, from, from + size));
    }
}
