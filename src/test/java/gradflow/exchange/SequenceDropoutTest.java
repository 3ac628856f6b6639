package gradflow.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SequenceDropoutTest {
    private static final int BATCH = 50;
    private static final int TIME = 4;
    private static final int SIZE = 20;

    private final SequenceDropout dropout = new SequenceDropout(0.75);
    private final INDArray ones = Nd4j.ones(DataType.DOUBLE, BATCH, TIME, SIZE);

    /** 1000 inputs of which a quarter is dropped: 250 ± 14, within five deviations. */
    @Test
    void theSameInputsAreDroppedAtEveryStep() {
        INDArray dropped = applied();
        INDArray first = dropped.get(NDArrayIndex.all(), NDArrayIndex.point(0));
        for (int t = 1; t < TIME; t++) {
            assertThat(dropped.get(NDArrayIndex.all(), NDArrayIndex.point(t))).isEqualTo(first);
        }
        double zeros = first.eq(0).castTo(DataType.DOUBLE).sumNumber().doubleValue();
        assertThat(zeros).isBetween(180.0, 320.0);
        assertThat(first.maxNumber().doubleValue()).isEqualTo(1 / 0.75);
    }

    @Test
    void gradientsComeBackThroughTheSameInputs() {
        INDArray dropped = applied();
        INDArray gradient = Nd4j.create(DataType.DOUBLE, BATCH, TIME, SIZE);
        dropout.backprop(ones, gradient, 0, 0);
        assertThat(gradient).isEqualTo(dropped);
    }

    private INDArray applied() {
        Nd4j.getRandom().setSeed(1);
        INDArray result = Nd4j.create(DataType.DOUBLE, BATCH, TIME, SIZE);
        return dropout.applyDropout(ones, result, 0, 0, LayerWorkspaceMgr.noWorkspaces());
    }
}
