package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is wrong in truncated BPTT of Deeplearning4j 1.0.0-M2.1, shown on its own layers: the loss
 * of a segment is computed from the carried state, its gradient from a state of zeros.
 *
 * <p>Each gradient is compared, parameter by parameter, with central differences of the network's
 * own loss (step 1e-6, so right to about 1e-9), the carried state held fixed as truncated BPTT has
 * it. The error is the norm of the difference over the norm of the central differences. From a zero
 * state all layers are right; from a carried one, the stock layers are not.
 *
 * <p>Run it with {@code mvn test -Dtest=StockTruncatedBpttTest}.
 */
class StockTruncatedBpttTest {
    private static final int TIME = 5;
    private static final int BATCH = 2;
    private static final double STEP = 1e-6;

    private final INDArray before = Sequences.inputs(BATCH, TIME, 3);
    private final INDArray x = Sequences.inputs(BATCH, TIME, 1);
    private final INDArray y = Sequences.labels(BATCH, TIME, 2);

    private static MultiLayerNetwork network(BaseRecurrentLayer.Builder<?> layer) {
        return LayerNetworks.stack(
                DataType.DOUBLE, RNNFormat.NCW, TIME, layer.nIn(INPUTS).nOut(HIDDEN).build());
    }

    private Map<String, INDArray> gradient(MultiLayerNetwork net, Map<String, INDArray> state) {
        ((RecurrentLayer) net.getLayer(0)).rnnSetTBPTTState(new HashMap<>(state));
        return NetworkGradients.of(net, x, y);
    }

    /** The state that a first segment ends with, as {@code fit} carries it into the next. */
    private Map<String, INDArray> carried(MultiLayerNetwork net) {
        NetworkGradients.of(net, before, y);
        return new HashMap<>(((RecurrentLayer) net.getLayer(0)).rnnGetTBPTTState());
    }

    private double error(MultiLayerNetwork net, Map<String, INDArray> state) {
        Map<String, INDArray> analytic = gradient(net, state);
        double squares = 0;
        double scale = 0;
        for (Map.Entry<String, INDArray> param : net.getLayer(0).paramTable().entrySet()) {
            INDArray values = param.getValue();
            INDArray numeric = Nd4j.create(DataType.DOUBLE, values.shape(), values.ordering());
            for (long i = 0; i < values.length(); i++) {
                double kept = values.getDouble(i);
                values.putScalar(i, kept + STEP);
                gradient(net, state);
                double above = net.score();
                values.putScalar(i, kept - STEP);
                gradient(net, state);
                double below = net.score();
                values.putScalar(i, kept);
                numeric.putScalar(i, (above - below) / (2 * STEP) * BATCH);
            }
            squares += Math.pow(analytic.get("0_" + param.getKey()).distance2(numeric), 2);
            scale += Math.pow(numeric.norm2Number().doubleValue(), 2);
        }
        return Math.sqrt(squares / scale);
    }

    private double[] errors(String name, BaseRecurrentLayer.Builder<?> layer) {
        MultiLayerNetwork net = network(layer);
        double fromZero = error(net, Map.of());
        double fromCarried = error(net, carried(net));
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "%-28s relative error of the gradient: %.1e from a zero state, %.1e from a"
                                + " carried state",
                        name,
                        fromZero,
                        fromCarried));
        return new double[] {fromZero, fromCarried};
    }

    private void assertWrong(String name, BaseRecurrentLayer.Builder<?> layer) {
        double[] errors = errors(name, layer);
        assertThat(errors[0]).isLessThan(1e-7);
        assertThat(errors[1]).isGreaterThan(0.05);
    }

    private void assertRight(String name, BaseRecurrentLayer.Builder<?> layer) {
        double[] errors = errors(name, layer);
        assertThat(errors[0]).isLessThan(1e-7);
        assertThat(errors[1]).isLessThan(1e-7);
    }

    @Test
    void stockSimpleRnnIsWrongFromACarriedState() {
        assertWrong(
                "stock SimpleRnn",
                new org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.Builder());
    }

    @Test
    void stockLstmIsWrongFromACarriedState() {
        assertWrong("stock LSTM", new org.deeplearning4j.nn.conf.layers.LSTM.Builder());
    }

    @Test
    void theseLayersAreRightFromEitherState() {
        assertRight("gradflow SimpleRnn", new SimpleRnn.Builder());
        assertRight("gradflow LSTM", new LSTM.Builder());
        assertRight("gradflow GRU", new GRU.Builder());
    }
}
