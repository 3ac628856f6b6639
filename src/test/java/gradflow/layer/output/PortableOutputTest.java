package gradflow.layer.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.Arithmetic;
import gradflow.layer.LayerNetworks;
import gradflow.layer.RnnOutputLayer;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The output layer where it computes portably, and at labelled steps only. FLOAT rounds at 6e-8,
 * sums of a few dozen terms stay within 2e-6; DOUBLE at 1e-16, within 1e-14.
 */
class PortableOutputTest {
    private static final int BATCH = 3;
    private static final int TIME = 5;
    private static final int INPUTS = 7;
    private static final int CLASSES = 6;

    private static MultiLayerNetwork network(DataType dataType, BaseOutputLayer output) {
        MultiLayerConfiguration conf = LayerNetworks.base(dataType).list().layer(output).build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    private static BaseOutputLayer ours(
            RNNFormat format, Arithmetic arithmetic, Activation activation, LossFunction loss) {
        return new RnnOutputLayer.Builder(loss)
                .arithmetic(arithmetic)
                .dataFormat(format)
                .nIn(INPUTS)
                .nOut(CLASSES)
                .activation(activation)
                .build();
    }

    private static BaseOutputLayer stock(
            RNNFormat format, Activation activation, LossFunction loss) {
        return new org.deeplearning4j.nn.conf.layers.RnnOutputLayer.Builder(loss)
                .dataFormat(format)
                .nIn(INPUTS)
                .nOut(CLASSES)
                .activation(activation)
                .build();
    }

    private static INDArray normal(DataType dataType, RNNFormat format, int size) {
        Random random = new Random(size);
        INDArray array = Nd4j.zeros(dataType, BATCH, size, TIME);
        for (int i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextGaussian());
        }
        return format == RNNFormat.NWC ? array.permute(0, 2, 1).dup('c') : array;
    }

    private static INDArray labels(DataType dataType, RNNFormat format) {
        Random random = new Random(5);
        INDArray y = Nd4j.zeros(dataType, BATCH, CLASSES, TIME);
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < TIME; t++) {
                y.putScalar(b, random.nextInt(CLASSES), t, 1);
            }
        }
        return format == RNNFormat.NWC ? y.permute(0, 2, 1).dup('c') : y;
    }

    private static INDArray mask(DataType dataType, String kind) {
        INDArray mask = Nd4j.zeros(dataType, BATCH, TIME);
        switch (kind) {
            case "all" -> mask.addi(1);
            case "some" -> mask.addi(1).putScalar(1, 3, 0).putScalar(1, 4, 0).putScalar(2, 0, 0);
            case "last" -> mask.putColumn(TIME - 1, Nd4j.ones(dataType, BATCH));
            case "weighted" -> mask.putScalar(0, 2, 0.5).putScalar(2, 4, 2);
            case "none" -> {}
            default -> throw new IllegalArgumentException(kind);
        }
        return mask;
    }

    private static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    private static INDArray compute(
            MultiLayerNetwork network, INDArray x, INDArray y, INDArray mask) {
        INDArray below = network.calculateGradients(x, y, null, mask).getSecond();
        network.setInput(x);
        network.setLabels(y);
        network.setLayerMaskArrays(null, mask);
        network.computeGradientAndScore();
        return below;
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT, NCW, all, SOFTMAX, MCXENT",
        "FLOAT, NWC, some, SOFTMAX, MCXENT",
        "FLOAT, NCW, last, SOFTMAX, MCXENT",
        "DOUBLE, NCW, some, SOFTMAX, MCXENT",
        "DOUBLE, NWC, last, SOFTMAX, MCXENT",
        "DOUBLE, NCW, none, SOFTMAX, MCXENT",
        "DOUBLE, NCW, some, SOFTMAX, L1",
        "DOUBLE, NCW, last, SOFTMAX, L2",
        "FLOAT, NCW, last, SOFTMAX, L2",
        "FLOAT, NWC, some, IDENTITY, MSE",
        "DOUBLE, NCW, last, IDENTITY, MSE",
        "FLOAT, NCW, all, SIGMOID, XENT",
        "DOUBLE, NWC, some, SIGMOID, XENT",
        "DOUBLE, NCW, last, SIGMOID, XENT"
    })
    void bothArithmeticsGiveStockGradientsAndLoss(
            DataType dataType,
            RNNFormat format,
            String masked,
            Activation activation,
            LossFunction loss) {
        INDArray x = normal(dataType, format, INPUTS);
        INDArray y = labels(dataType, format);
        INDArray mask = mask(dataType, masked);
        MultiLayerNetwork stock = network(dataType, stock(format, activation, loss));
        INDArray below = compute(stock, x, y, mask);
        INDArray expected = stock.gradient().gradient();
        // Masked, as the batch before; afterwards the mask is forgotten.
        double[] outputs = values(stock.output(x));
        double tolerance = dataType == DataType.FLOAT ? 2e-6 : 1e-14;
        double scale = Math.max(1e-3, expected.amaxNumber().doubleValue());
        for (Arithmetic arithmetic : Arithmetic.values()) {
            MultiLayerNetwork ours = network(dataType, ours(format, arithmetic, activation, loss));
            ours.setParams(stock.params());
            INDArray ourBelow = compute(ours, x, y, mask);
            INDArray difference = ours.gradient().gradient().sub(expected);
            assertThat(difference.amaxNumber().doubleValue() / scale)
                    .as(arithmetic.label())
                    .isLessThan(tolerance);
            assertThat(ours.score())
                    .isCloseTo(stock.score(), within(tolerance * Math.max(1, stock.score())));
            assertThat(ourBelow.sub(below).amaxNumber().doubleValue()).isLessThan(tolerance);
            assertThat(values(ours.output(x))).containsExactly(outputs, within(tolerance));
        }
    }

    /**
     * Stock multiplies the gradient, not the loss, by a mask twice; so that is compared here only.
     */
    @ParameterizedTest
    @CsvSource({
        "some, SOFTMAX, MCXENT",
        "weighted, SOFTMAX, MCXENT",
        "last, SOFTMAX, L1",
        "some, SOFTMAX, L2",
        "weighted, IDENTITY, MSE",
        "last, SIGMOID, XENT"
    })
    void gradientIsThatOfCentralDifferences(
            String masked, Activation activation, LossFunction loss) {
        MultiLayerNetwork network =
                network(
                        DataType.DOUBLE,
                        ours(RNNFormat.NCW, Arithmetic.PORTABLE, activation, loss));
        INDArray x = normal(DataType.DOUBLE, RNNFormat.NCW, INPUTS);
        INDArray y = labels(DataType.DOUBLE, RNNFormat.NCW);
        compute(network, x, y, mask(DataType.DOUBLE, masked));
        double[] gradient = network.gradient().gradient().dup('c').data().asDouble();
        double step = 1e-5;
        for (int p = 0; p < gradient.length; p++) {
            double weight = network.params().getDouble(p);
            network.params().putScalar(p, weight + step);
            network.computeGradientAndScore();
            double above = network.score();
            network.params().putScalar(p, weight - step);
            network.computeGradientAndScore();
            double slope = (above - network.score()) / (2 * step);
            network.params().putScalar(p, weight);
            // The score is the mean over the batch, the gradient the sum; 1e-8 is h² and rounding.
            assertThat(gradient[p] / BATCH).isCloseTo(slope, within(1e-8));
        }
    }

    /** What the loss does not look at may be NaN, which times 0 would not be 0. */
    @ParameterizedTest
    @CsvSource({"FAST", "PORTABLE"})
    void looksAtNoStepWithoutLoss(Arithmetic arithmetic) {
        MultiLayerNetwork network =
                network(
                        DataType.DOUBLE,
                        ours(RNNFormat.NCW, arithmetic, Activation.SOFTMAX, LossFunction.MCXENT));
        INDArray x = normal(DataType.DOUBLE, RNNFormat.NCW, INPUTS);
        x.putScalar(1, 2, 0, Double.NaN);
        INDArray below =
                compute(
                        network,
                        x,
                        labels(DataType.DOUBLE, RNNFormat.NCW),
                        mask(DataType.DOUBLE, "last"));
        assertThat(network.score()).isFinite();
        assertThat(values(network.gradient().gradient())).doesNotContain(Double.NaN);
        for (int t = 0; t < TIME - 1; t++) {
            assertThat(values(below.tensorAlongDimension(t, 0, 1))).containsOnly(0);
        }
    }

    @Test
    void scoresWithoutTrainingAsInIt() {
        MultiLayerNetwork network =
                network(
                        DataType.DOUBLE,
                        ours(
                                RNNFormat.NCW,
                                Arithmetic.PORTABLE,
                                Activation.SOFTMAX,
                                LossFunction.MCXENT));
        INDArray x = normal(DataType.DOUBLE, RNNFormat.NCW, INPUTS);
        INDArray y = labels(DataType.DOUBLE, RNNFormat.NCW);
        INDArray mask = mask(DataType.DOUBLE, "some");
        compute(network, x, y, mask);
        double trained = network.score();
        assertThat(network.score(new org.nd4j.linalg.dataset.DataSet(x, y, null, mask)))
                .isEqualTo(trained);
    }

    @Test
    void portableRefusesWhatItHasNot() {
        assertThatThrownBy(
                        () ->
                                network(
                                        DataType.FLOAT,
                                        ours(
                                                RNNFormat.NCW,
                                                Arithmetic.PORTABLE,
                                                Activation.TANH,
                                                LossFunction.MSE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("softmax with MCXENT");
    }

    @Test
    void survivesJsonAndTellsApart() {
        BaseOutputLayer portable =
                ours(RNNFormat.NCW, Arithmetic.PORTABLE, Activation.SOFTMAX, LossFunction.MCXENT);
        MultiLayerConfiguration conf =
                network(DataType.FLOAT, portable).getLayerWiseConfigurations();
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(conf.toJson());
        assertThat(read).isEqualTo(conf);
        assertThat(((RnnOutputLayer) read.getConf(0).getLayer()).getArithmetic())
                .isEqualTo(Arithmetic.PORTABLE);
        assertThat(portable)
                .isNotEqualTo(
                        ours(
                                RNNFormat.NCW,
                                Arithmetic.FAST,
                                Activation.SOFTMAX,
                                LossFunction.MCXENT));
        assertThat(portable.toString()).contains("arithmetic=PORTABLE");
    }

    /** Steps with mask 0 are not computed, and nothing of the others depends on it. */
    @ParameterizedTest
    @CsvSource({"NCW, FLOAT", "NWC, FLOAT", "NCW, DOUBLE", "NWC, DOUBLE"})
    void maskedStepsAreZeroAndTheOthersAsWithoutAMask(RNNFormat format, DataType dataType) {
        MultiLayerNetwork network =
                network(
                        dataType,
                        ours(format, Arithmetic.PORTABLE, Activation.SOFTMAX, LossFunction.MCXENT));
        INDArray x = normal(dataType, format, INPUTS);
        INDArray all = network.output(x).dup();
        INDArray mask = Nd4j.zeros(dataType, BATCH, TIME);
        mask.putScalar(0, 1, 1);
        mask.putScalar(2, 1, 1);
        mask.putScalar(1, 4, 1);
        INDArray some = network.output(x, false, null, mask);
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < TIME; t++) {
                for (int k = 0; k < CLASSES; k++) {
                    long[] at =
                            format == RNNFormat.NWC ? new long[] {b, t, k} : new long[] {b, k, t};
                    double expected = mask.getDouble(b, t) == 0 ? 0 : all.getDouble(at);
                    assertThat(some.getDouble(at)).isEqualTo(expected);
                }
            }
        }
    }
}
