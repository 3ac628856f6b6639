package gradflow.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Ours against stock: FLOAT rounds at 6e-8, sums of a few dozen terms stay within 2e-6; DOUBLE at
 * 1e-16, within 1e-14.
 */
class RnnOutputLayerTest {
    private static final int BATCH = 3;
    private static final int TIME = 5;
    private static final int CLASSES = 4;

    private static MultiLayerNetwork network(
            DataType dataType, RNNFormat format, BaseOutputLayer output) {
        MultiLayerConfiguration conf =
                Networks.base(dataType)
                        .list()
                        .layer(
                                new GRU.Builder()
                                        .nIn(Networks.INPUTS)
                                        .nOut(Networks.HIDDEN)
                                        .dataFormat(format)
                                        .build())
                        .layer(output)
                        .build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    private static BaseOutputLayer ours(
            RNNFormat format, Activation activation, LossFunction loss) {
        return new RnnOutputLayer.Builder(loss)
                .dataFormat(format)
                .nIn(Networks.HIDDEN)
                .nOut(CLASSES)
                .activation(activation)
                .build();
    }

    private static BaseOutputLayer stock(
            RNNFormat format, Activation activation, LossFunction loss) {
        return new org.deeplearning4j.nn.conf.layers.RnnOutputLayer.Builder(loss)
                .dataFormat(format)
                .nIn(Networks.HIDDEN)
                .nOut(CLASSES)
                .activation(activation)
                .build();
    }

    private static DataSet data(DataType dataType, RNNFormat format, boolean masked) {
        Random random = new Random(5);
        INDArray x = Nd4j.zeros(dataType, BATCH, Networks.INPUTS, TIME);
        INDArray y = Nd4j.zeros(dataType, BATCH, CLASSES, TIME);
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < TIME; t++) {
                for (int i = 0; i < Networks.INPUTS; i++) {
                    x.putScalar(b, i, t, random.nextGaussian());
                }
                y.putScalar(b, random.nextInt(CLASSES), t, 1);
            }
        }
        INDArray mask = Nd4j.ones(dataType, BATCH, TIME);
        mask.putScalar(1, 3, 0).putScalar(1, 4, 0).putScalar(2, 0, 0);
        if (format == RNNFormat.NWC) {
            x = x.permute(0, 2, 1).dup('c');
            y = y.permute(0, 2, 1).dup('c');
        }
        return new DataSet(x, y, null, masked ? mask : null);
    }

    private static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    private static void compute(MultiLayerNetwork network, DataSet data) {
        network.setInput(data.getFeatures());
        network.setLabels(data.getLabels());
        network.setLayerMaskArrays(null, data.getLabelsMaskArray());
        network.computeGradientAndScore();
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT, NCW, false, SOFTMAX, MCXENT",
        "FLOAT, NCW, true, SOFTMAX, MCXENT",
        "FLOAT, NWC, true, SOFTMAX, MCXENT",
        "DOUBLE, NCW, true, SOFTMAX, MCXENT",
        "FLOAT, NCW, false, IDENTITY, MSE",
        "FLOAT, NWC, true, IDENTITY, MSE",
        "DOUBLE, NCW, false, IDENTITY, MSE",
        "DOUBLE, NCW, true, IDENTITY, MSE",
        "FLOAT, NCW, false, SIGMOID, XENT",
        "FLOAT, NWC, true, SIGMOID, XENT",
        "DOUBLE, NCW, false, SIGMOID, XENT",
        "DOUBLE, NCW, true, SIGMOID, XENT",
        "FLOAT, NCW, true, TANH, MSE"
    })
    void givesStockGradientsAndLoss(
            DataType dataType,
            RNNFormat format,
            boolean masked,
            Activation activation,
            LossFunction loss) {
        MultiLayerNetwork ours = network(dataType, format, ours(format, activation, loss));
        MultiLayerNetwork stock = network(dataType, format, stock(format, activation, loss));
        assertThat(values(ours.params())).isEqualTo(values(stock.params()));
        DataSet data = data(dataType, format, masked);
        compute(ours, data);
        compute(stock, data);
        INDArray expected = stock.gradient().gradient();
        INDArray difference = ours.gradient().gradient().sub(expected);
        double tolerance = dataType == DataType.FLOAT ? 2e-6 : 1e-14;
        double scale = expected.amaxNumber().doubleValue();
        assertThat(difference.amaxNumber().doubleValue() / scale).isLessThan(tolerance);
        assertThat(ours.score()).isCloseTo(stock.score(), within(tolerance * stock.score()));
        // INDArray.equals would allow 1e-5.
        assertThat(values(ours.output(data.getFeatures())))
                .isEqualTo(values(stock.output(data.getFeatures())));
    }

    /** Stock gives NaN here: its softmax of two classes in DOUBLE overflows from about 709 on. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void staysFiniteWhenItIsSure(DataType dataType) {
        INDArray logits = Nd4j.createFromArray(1e5, -1e5, -1e5, 1e5).castTo(dataType);
        INDArray columns = logits.reshape(2, 2).dup('f');
        INDArray labels = Nd4j.eye(2).castTo(dataType).dup('f');
        double clip = new LossMCXENT().getSoftmaxClipEps();
        SequenceLoss.Result loss = new SoftmaxLoss(clip).of(columns, labels, null);
        assertThat(loss.sum()).isCloseTo(0, within(1e-6));
        assertThat(loss.gradient().amaxNumber().doubleValue()).isLessThan(1e-6);
    }

    @Test
    void takesOverThePairsThatAreNamed() {
        ILossFunction weighted = new LossMSE(Nd4j.ones(1, CLASSES));
        assertThat(SequenceLoss.find(new ActivationIdentity(), new LossMSE())).isPresent();
        assertThat(SequenceLoss.find(new ActivationIdentity(), weighted)).isEmpty();
        assertThat(SequenceLoss.find(new ActivationTanH(), new LossMSE())).isEmpty();
        assertThat(SequenceLoss.find(new ActivationSigmoid(), new LossBinaryXENT())).isPresent();
        assertThat(SequenceLoss.find(new ActivationSoftmax(), new LossBinaryXENT())).isEmpty();
        assertThat(SequenceLoss.find(new ActivationSoftmax(), new LossMCXENT())).isPresent();
    }

    /** Far beyond the clipping of p, on both sides; the tolerances are those of this class. */
    @ParameterizedTest
    @CsvSource({"FLOAT, 1e-5", "DOUBLE, 1e-5", "FLOAT, 0.01", "DOUBLE, 0.01"})
    void binaryLossIsClippedLikeStock(DataType dataType, double clip) {
        INDArray inputs = Nd4j.createFromArray(-40.0, -12, -7, -3, -0.5, 0, 0.5, 3, 7, 12, 40, 1);
        INDArray rows = inputs.castTo(dataType).reshape(6, 2).dup('c');
        INDArray labels = Nd4j.createFromArray(1.0, 0, 0, 1, 1, 0, 0.25, 1, 0, 0, 1, 1);
        INDArray labelRows = labels.castTo(dataType).reshape(6, 2).dup('c');
        INDArray mask = Nd4j.createFromArray(1.0, 1, 1, 1, 1, 0).castTo(dataType).reshape(6, 1);
        LossBinaryXENT stock = new LossBinaryXENT(clip);
        var sigmoid = new ActivationSigmoid();
        double sum = stock.computeScore(labelRows, rows.dup(), sigmoid, mask, false);
        double[] gradient = values(stock.computeGradient(labelRows, rows.dup(), sigmoid, mask));
        SequenceLoss.Result ours =
                new BinaryLoss(clip).of(rows.transpose(), labelRows.transpose(), mask);
        double tolerance = dataType == DataType.FLOAT ? 2e-6 : 1e-14;
        assertThat(ours.sum()).isCloseTo(sum, within(tolerance * sum));
        assertThat(values(ours.gradient().transpose()))
                .containsExactly(gradient, within(tolerance));
    }

    @Test
    void scoresOtherDataThanWasTrainedOn() {
        MultiLayerNetwork ours =
                network(
                        DataType.FLOAT,
                        RNNFormat.NCW,
                        ours(RNNFormat.NCW, Activation.SOFTMAX, LossFunction.MCXENT));
        compute(ours, data(DataType.FLOAT, RNNFormat.NCW, false));
        double whole = ours.score(data(DataType.FLOAT, RNNFormat.NCW, false), true);
        double masked = ours.score(data(DataType.FLOAT, RNNFormat.NCW, true), true);
        assertThat(masked).isLessThan(0.9 * whole);
    }

    @Test
    void survivesJson() {
        MultiLayerNetwork ours =
                network(
                        DataType.FLOAT,
                        RNNFormat.NWC,
                        ours(RNNFormat.NWC, Activation.SOFTMAX, LossFunction.MCXENT));
        MultiLayerConfiguration conf = ours.getLayerWiseConfigurations();
        assertThat(MultiLayerConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
        assertThat(conf.toJson()).contains("gradflow.layer.RnnOutputLayer");
    }
}
