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
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

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
                LayerNetworks.base(dataType)
                        .list()
                        .layer(
                                new GRU.Builder()
                                        .nIn(LayerNetworks.INPUTS)
                                        .nOut(LayerNetworks.HIDDEN)
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
                .nIn(LayerNetworks.HIDDEN)
                .nOut(CLASSES)
                .activation(activation)
                .build();
    }

    private static BaseOutputLayer stock(
            RNNFormat format, Activation activation, LossFunction loss) {
        return new org.deeplearning4j.nn.conf.layers.RnnOutputLayer.Builder(loss)
                .dataFormat(format)
                .nIn(LayerNetworks.HIDDEN)
                .nOut(CLASSES)
                .activation(activation)
                .build();
    }

    private static DataSet data(DataType dataType, RNNFormat format, boolean masked) {
        Random random = new Random(5);
        INDArray x = Nd4j.zeros(dataType, BATCH, LayerNetworks.INPUTS, TIME);
        INDArray y = Nd4j.zeros(dataType, BATCH, CLASSES, TIME);
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < TIME; t++) {
                for (int i = 0; i < LayerNetworks.INPUTS; i++) {
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
