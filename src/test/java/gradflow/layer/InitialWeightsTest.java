package gradflow.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class InitialWeightsTest {
    private static MultiLayerNetwork network() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        LayerNetworks.base(DataType.FLOAT)
                                .list()
                                .layer(new LSTM.Builder().nIn(40).nOut(60).build())
                                .layer(new RnnOutputLayer.Builder().nIn(60).nOut(50).build())
                                .build());
        network.init();
        return network;
    }

    /** The deviation of a few thousand normal numbers is known to 2 %. */
    private static void hasTheSpreadOf(INDArray drawn, INDArray stock) {
        double expected = stock.stdNumber().doubleValue();
        assertThat(drawn.stdNumber().doubleValue()).isCloseTo(expected, within(0.05 * expected));
        assertThat(drawn.meanNumber().doubleValue()).isCloseTo(0, within(0.05 * expected));
    }

    @Test
    void weightsAreSpreadLikeDeeplearning4jsAndBiasesStay() {
        MultiLayerNetwork drawn = network();
        MultiLayerNetwork stock = network();
        Random random = new Random(1);
        for (var layer : drawn.getLayers()) {
            InitialWeights.draw(layer, random);
        }
        for (String weights : new String[] {"0_W", "0_RW", "1_W"}) {
            hasTheSpreadOf(drawn.getParam(weights), stock.getParam(weights));
            assertThat(drawn.getParam(weights)).isNotEqualTo(stock.getParam(weights));
        }
        assertThat(drawn.getParam("0_b")).isEqualTo(stock.getParam("0_b"));
        assertThat(drawn.getParam("1_b")).isEqualTo(stock.getParam("1_b"));
    }

    @Test
    void theGeneratorDecides() {
        MultiLayerNetwork one = network();
        MultiLayerNetwork other = network();
        InitialWeights.draw(one.getLayer(0), new Random(3));
        InitialWeights.draw(other.getLayer(0), new Random(3));
        assertThat(one.getLayer(0).params()).isEqualTo(other.getLayer(0).params());
        assertThat(one.getParam("0_W").getFloat(1, 0))
                .isEqualTo((float) (Math.sqrt(2 / (60.0 + 100)) * second(new Random(3))));
    }

    /** Matrices are column-major. */
    private static double second(Random random) {
        random.nextGaussian();
        return random.nextGaussian();
    }
}
