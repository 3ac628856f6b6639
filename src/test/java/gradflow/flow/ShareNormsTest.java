package gradflow.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.CellShape;
import gradflow.kernel.TimeStepGradients;
import gradflow.layer.CellLayers;
import gradflow.layer.GRU;
import gradflow.layer.TimeStepGradientListener;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Norms of shares against the shares themselves. */
class ShareNormsTest {
    /** Of FLOAT networks, taken in DOUBLE on both sides but for the shares' sums. */
    private static final double CLOSE = 1e-5;

    @ParameterizedTest
    @EnumSource(CellShape.class)
    void areThoseOfTheShares(CellShape cell) {
        check(Patients.network(CellLayers.builder(cell).nIn(Patients.INPUTS).nOut(4).build()));
    }

    @Test
    void countTheGains() {
        check(
                Patients.network(
                        new GRU.Builder().nIn(Patients.INPUTS).nOut(4).hasLayerNorm(true).build()));
    }

    private static void check(MultiLayerNetwork network) {
        Both both = new Both();
        network.setListeners(both);
        network.fit(Patients.data());
        assertThat(both.norms).hasSize(Patients.TIME);
        for (int t = 0; t < Patients.TIME; t++) {
            double expected = both.ofShares.get(t);
            assertThat(both.norms[t]).isCloseTo(expected, within(CLOSE * expected));
            assertThat(expected).isPositive();
        }
    }

    private static final class Both extends BaseTrainingListener
            implements TimeStepGradientListener {
        private double[] norms;
        private final List<Double> ofShares = new ArrayList<>();

        @Override
        public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
            norms = ShareNorms.l2(gradients);
            for (int t = 0; t < norms.length; t++) {
                double squares =
                        square(gradients.inputWeightShare(t)) + square(gradients.biasShare(t));
                if (gradients.shape().hasRecurrentWeights()) {
                    squares += square(gradients.recurrentWeightShare(t));
                }
                if (gradients.shape().hasRecurrentBias()) {
                    squares += square(gradients.recurrentBiasShare(t));
                }
                if (gradients.gain() != null) {
                    squares += square(gradients.gain().getRow(t));
                }
                ofShares.add(Math.sqrt(squares) / Patients.BATCH);
            }
        }

        private static double square(INDArray share) {
            double norm = share.norm2Number().doubleValue();
            return norm * norm;
        }
    }
}
