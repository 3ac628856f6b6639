package gradflow.layer.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * The losses of fast arithmetic against stock's: FLOAT rounds at 6e-8, sums of a few terms stay
 * within 2e-6; DOUBLE at 1e-16, within 1e-14.
 */
class SequenceLossTest {
    private static final int CLASSES = 4;

    private static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
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

    /** Far beyond the clipping of p, on both sides; with the tolerances above. */
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
}
