package gradflow.probe.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.TimeStepGradients;
import gradflow.layer.TimeStepGradientListener;
import gradflow.model.Cell;
import gradflow.model.GateBias;
import gradflow.model.HiddenActivation;
import gradflow.model.Initialization;
import gradflow.model.RecurrentStack;
import gradflow.model.settings.TrainingSettings;
import gradflow.network.Networks;
import gradflow.plan.Specs;
import gradflow.probe.GradientProfile;
import gradflow.probe.Tiny;
import gradflow.probe.TrainingProbe;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class OmegaTest {
    private static final int BATCH = 3;
    private static final int INPUTS = 2;
    private static final int HIDDEN = 4;
    private static final int OUTPUTS = 3;
    private static final int STEPS = 6;
    private static final double WEIGHT = 1.75;

    /** Keeps ∂L/∂a_t of the first layer [T][B][H]. */
    private static final class Capture extends BaseTrainingListener
            implements TimeStepGradientListener {
        private double[][][] preActivation;

        @Override
        public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
            preActivation = new double[gradients.timeSteps()][][];
            for (int t = 0; t < preActivation.length; t++) {
                preActivation[t] = gradients.preActivation().slice(t).dup().toDoubleMatrix();
            }
        }
    }

    private static RecurrentStack stack(HiddenActivation activation, Initialization start) {
        return new RecurrentStack(
                Cell.SIMPLE_RNN,
                activation,
                start,
                start == Initialization.ORTHOGONAL ? 1 : 1.3,
                GateBias.DEFAULT,
                INPUTS,
                HIDDEN,
                1,
                STEPS);
    }

    private static MultiLayerNetwork network(HiddenActivation activation, Initialization start) {
        return Networks.untrained(stack(activation, start), OUTPUTS, 7);
    }

    /** A loss at every step. */
    private static void show(MultiLayerNetwork network, int steps) {
        Random random = new Random(8);
        INDArray features = Nd4j.create(network.params().dataType(), BATCH, INPUTS, steps);
        INDArray labels = Nd4j.create(network.params().dataType(), BATCH, OUTPUTS, steps);
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < steps; t++) {
                for (int i = 0; i < INPUTS; i++) {
                    features.putScalar(new int[] {b, i, t}, random.nextGaussian());
                }
                labels.putScalar(new int[] {b, random.nextInt(OUTPUTS), t}, 1);
            }
        }
        network.setInput(features);
        network.setLabels(labels);
        network.computeGradientAndScore();
    }

    /** Ω with U free, and d_t and f'(a_t) held, by loops from the definition. */
    private static final class Oracle {
        private final double[][][] d;
        private final double[][][] slope;

        Oracle(double[][][] d, double[][][] slope) {
            this.d = d;
            this.slope = slope;
        }

        /** f'(a) of a forward pass of its own, from pre-activations instead of hidden states. */
        static Oracle of(Capture capture, Layer layer, INDArray x, HiddenActivation activation) {
            double[][] w = layer.getParam("W").dup().toDoubleMatrix();
            double[][] u = layer.getParam("RW").dup().toDoubleMatrix();
            double[] b = layer.getParam("b").dup().data().asDouble();
            int batch = (int) x.size(0);
            int steps = capture.preActivation.length;
            double[][][] slope = new double[steps][batch][b.length];
            double[][] h = new double[batch][b.length];
            for (int t = 0; t < steps; t++) {
                double[][] next = new double[batch][b.length];
                for (int n = 0; n < batch; n++) {
                    for (int j = 0; j < b.length; j++) {
                        double a = b[j];
                        for (int i = 0; i < w.length; i++) {
                            a += x.getDouble(n, i, t) * w[i][j];
                        }
                        for (int i = 0; i < b.length; i++) {
                            a += h[n][i] * u[i][j];
                        }
                        next[n][j] = activation.of(a);
                        slope[t][n][j] = activation.slope(a);
                    }
                }
                h = next;
            }
            return new Oracle(capture.preActivation, slope);
        }

        double omega(double[][] u) {
            double sum = 0;
            int count = 0;
            for (int t = 0; t + 1 < d.length; t++) {
                for (int n = 0; n < d[t].length; n++) {
                    double before = 0;
                    double after = 0;
                    for (int i = 0; i < u.length; i++) {
                        double carried = 0;
                        for (int j = 0; j < u.length; j++) {
                            carried += d[t + 1][n][j] * u[i][j];
                        }
                        carried *= slope[t][n][i];
                        after += carried * carried;
                        before += d[t + 1][n][i] * d[t + 1][n][i];
                    }
                    sum += Math.pow(Math.sqrt(after / before) - 1, 2);
                    count++;
                }
            }
            return sum / count;
        }

        /** Central differences: 1e-10 of truncation and 1e-11 of rounding, relative to 1. */
        double[][] gradient(double[][] at) {
            double step = 1e-5;
            double[][] gradient = new double[at.length][at.length];
            for (int i = 0; i < at.length; i++) {
                for (int j = 0; j < at.length; j++) {
                    double kept = at[i][j];
                    at[i][j] = kept + step;
                    double above = omega(at);
                    at[i][j] = kept - step;
                    double below = omega(at);
                    at[i][j] = kept;
                    gradient[i][j] = (above - below) / (2 * step);
                }
            }
            return gradient;
        }
    }

    private static double largest(double[][] matrix) {
        double largest = 0;
        for (double[] row : matrix) {
            for (double value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    /** actual = factor·expected to a share of the largest entry. */
    private static void close(INDArray actual, double[][] expected, double factor, double share) {
        double allowed = share * factor * largest(expected);
        assertThat(allowed).isPositive();
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected.length; j++) {
                assertThat(actual.getDouble(i, j))
                        .isCloseTo(factor * expected[i][j], within(allowed));
            }
        }
    }

    private static INDArray recurrentGradient(MultiLayerNetwork network) {
        return network.gradient().getGradientFor("0_RW");
    }

    @ParameterizedTest
    @EnumSource(HiddenActivation.class)
    void valueAndGradientAreThoseOfTheDefinition(HiddenActivation activation) {
        MultiLayerNetwork network = network(activation, Initialization.XAVIER);
        Omega omega = new Omega(WEIGHT, activation);
        assertThat(omega.value()).isNaN();
        Capture capture = new Capture();
        network.setListeners(omega, capture);
        show(network, STEPS);

        Layer layer = network.getLayer(0);
        Oracle oracle = Oracle.of(capture, layer, network.getInput(), activation);
        double[][] u = layer.getParam("RW").dup().toDoubleMatrix();
        assertThat(omega.value()).isCloseTo(oracle.omega(u), within(1e-12 * oracle.omega(u)));
        assertThat(omega.value()).isGreaterThan(1e-3);

        INDArray all = network.getFlattenedGradients();
        INDArray before = all.dup();
        INDArray raw = recurrentGradient(network).dup();
        omega.addTo(network);
        INDArray added = recurrentGradient(network).sub(raw);
        // The gradient is a sum over the batch that Deeplearning4j divides later.
        close(added, oracle.gradient(u), WEIGHT * BATCH, 1e-6);
        // It is added to U alone, in the array that the optimiser has.
        assertThat(all.sub(before).norm2Number().doubleValue())
                .isCloseTo(added.norm2Number().doubleValue(), within(1e-12));
    }

    /**
     * The whole way of a training: FLOAT, hence five digits; only the probe adds to the gradient.
     */
    @Test
    void theProbeAddsItToTheRawGradientBeforeTheOptimiserHasIt() {
        String fixed =
                "task: digits, sequenceLength: 8, hiddenSize: %d, batchSize: 16, sequences: 16,"
                        + " evaluations: 1, profileIterations: [1], profileExamples: 4, mitigation: ";
        fixed = fixed.formatted(HIDDEN);
        TrainingSettings plain = Specs.settings("SimpleRnn", fixed + "none");
        TrainingSettings with = Specs.settings("SimpleRnn", fixed + "omega(2.5)");
        DataSet batch = Tiny.TASK.trainingBatch(1, 0, 16);

        MultiLayerNetwork unwatched = Networks.training(plain, Tiny.TASK, 1);
        Capture capture = new Capture();
        unwatched.setListeners(capture);
        computeOn(unwatched, batch);
        Layer layer = unwatched.getLayer(0);
        Oracle oracle = Oracle.of(capture, layer, batch.getFeatures(), HiddenActivation.TANH);
        double[][] gradient = oracle.gradient(layer.getParam("RW").dup().toDoubleMatrix());
        INDArray raw = recurrentGradient(unwatched).dup();

        MultiLayerNetwork network = Networks.training(with, Tiny.TASK, 1);
        TrainingProbe probe =
                new TrainingProbe(
                        "run",
                        with,
                        1,
                        new GradientProfile(Networks.twin(with, Tiny.TASK), Tiny.batch(4)));
        probe.start(network);
        computeOn(network, batch);
        assertThat(recurrentGradient(network)).isEqualTo(raw);
        probe.onGradientCalculation(network);
        close(recurrentGradient(network).sub(raw), gradient, 2.5 * 16, 1e-4);
        assertThat(network.gradient().getGradientFor("0_W"))
                .isEqualTo(unwatched.gradient().getGradientFor("0_W"));
    }

    private static void computeOn(MultiLayerNetwork network, DataSet batch) {
        network.setInput(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.setLayerMaskArrays(null, batch.getLabelsMaskArray());
        network.computeGradientAndScore();
    }

    /** ‖d·Qᵀ‖ = ‖d‖; what is left is the rounding of norms, squared. */
    @Test
    void anOrthogonalLinearRecurrenceHasNone() {
        MultiLayerNetwork network = network(HiddenActivation.IDENTITY, Initialization.ORTHOGONAL);
        Omega omega = new Omega(WEIGHT, HiddenActivation.IDENTITY);
        network.setListeners(omega);
        show(network, STEPS);
        assertThat(omega.value()).isBetween(0.0, 1e-28);
        INDArray raw = recurrentGradient(network).dup();
        omega.addTo(network);
        assertThat(recurrentGradient(network).sub(raw).amaxNumber().doubleValue())
                .isLessThan(1e-13);
    }

    /** Truncation may leave a last segment of one step, which carries nothing anywhere. */
    @Test
    void aSingleStepHasNoneEvenAfterALongerSequence() {
        MultiLayerNetwork network = network(HiddenActivation.TANH, Initialization.XAVIER);
        Omega omega = new Omega(WEIGHT, HiddenActivation.TANH);
        network.setListeners(omega);
        show(network, STEPS);
        show(network, 1);
        INDArray raw = recurrentGradient(network).dup();
        omega.addTo(network);
        assertThat(recurrentGradient(network)).isEqualTo(raw);
    }

    @Test
    void withoutABackwardPassNothingIsAdded() {
        MultiLayerNetwork network = network(HiddenActivation.TANH, Initialization.XAVIER);
        show(network, STEPS);
        INDArray raw = recurrentGradient(network).dup();
        new Omega(WEIGHT, HiddenActivation.TANH).addTo(network);
        assertThat(recurrentGradient(network)).isEqualTo(raw);
    }
}
