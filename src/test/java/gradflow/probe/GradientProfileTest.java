package gradflow.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.Cell;
import gradflow.model.HiddenActivation;
import gradflow.model.settings.TrainingSettings;
import gradflow.network.Networks;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class GradientProfileTest {

    private static MultiLayerNetwork twin(TrainingSettings settings) {
        return Networks.twin(settings, Tiny.TASK);
    }

    private static TrainingSettings settings(Cell cell, HiddenActivation activation, int hidden) {
        return Tiny.settings(cell, activation, hidden, 0.01, 0);
    }

    /**
     * ∂h_T/∂h_t of h_t = w·h_{t−1} + V·x_t is w^lag, and every example's gradient has that factor.
     */
    @Test
    void aLinearUnitsGradientFallsAsThePowerOfItsWeight() {
        double weight = 0.37;
        TrainingSettings settings = settings(Cell.SIMPLE_RNN, HiddenActivation.IDENTITY, 1);
        MultiLayerNetwork twin = twin(settings);
        twin.getLayer(0).getParam("RW").assign(weight);
        INDArray parameters = twin.params().dup();

        List<GradientRow> rows =
                new GradientProfile(twin, Tiny.batch(5)).take("run", 7, parameters);

        assertThat(rows).hasSize(8);
        double last = rows.get(7).gradHiddenL2();
        assertThat(last).isPositive();
        for (int t = 0; t < 8; t++) {
            GradientRow row = rows.get(t);
            assertThat(row.timeStep()).isEqualTo(t + 1);
            assertThat(row.lag()).isEqualTo(7 - t);
            double expected = last * Math.pow(weight, row.lag());
            assertThat(row.gradHiddenL2()).isCloseTo(expected, within(1e-14));
            assertThat(row.gradPreactivationL2()).isCloseTo(expected, within(1e-14));
            assertThat(row.gradCellL2()).isNull();
            assertThat(row.exactZeroFraction()).isZero();
        }
    }

    /** Of one example the whole state is h and c as one vector; of several, the mean of norms. */
    @Test
    void theWholeStateIsHiddenAndCellTogether() {
        for (Cell cell : List.of(Cell.LSTM, Cell.GRU)) {
            TrainingSettings settings = settings(cell, HiddenActivation.TANH, 3);
            for (int examples : new int[] {1, 4}) {
                MultiLayerNetwork twin = twin(settings);
                List<GradientRow> rows =
                        new GradientProfile(twin, Tiny.batch(examples))
                                .take("run", 0, twin.params().dup());
                for (GradientRow row : rows) {
                    double hidden = row.gradHiddenL2();
                    double other = cell == Cell.LSTM ? row.gradCellL2() : 0;
                    if (examples == 1 || cell == Cell.GRU) {
                        assertThat(row.gradStateL2())
                                .isCloseTo(Math.hypot(hidden, other), within(1e-14));
                    } else {
                        assertThat(row.gradStateL2())
                                .isGreaterThanOrEqualTo(Math.hypot(hidden, other) * (1 - 1e-12))
                                .isLessThan(hidden + other);
                    }
                }
            }
        }
    }

    /**
     * Of one example and one linear unit the share is (x_t, h_{t−1}, 1)·δ_t, worked out by hand.
     */
    @Test
    void aStepsShareOfTheWeightGradientIsItsOperandsTimesItsGradient() {
        TrainingSettings settings = settings(Cell.SIMPLE_RNN, HiddenActivation.IDENTITY, 1);
        MultiLayerNetwork twin = twin(settings);
        DataSet batch = Tiny.batch(1);
        double[] inputWeights = twin.getLayer(0).getParam("W").toDoubleVector();
        double recurrentWeight = twin.getLayer(0).getParam("RW").getDouble(0);

        List<GradientRow> rows =
                new GradientProfile(twin, batch).take("run", 0, twin.params().dup());

        double hidden = 0;
        for (int t = 0; t < 8; t++) {
            double operands = 1 + hidden * hidden;
            double next = recurrentWeight * hidden;
            for (int i = 0; i < 8; i++) {
                double x = batch.getFeatures().getDouble(0, i, t);
                operands += x * x;
                next += inputWeights[i] * x;
            }
            double expected = rows.get(t).gradPreactivationL2() * Math.sqrt(operands);
            assertThat(rows.get(t).weightGradShareL2()).isCloseTo(expected, within(1e-12));
            hidden = next;
        }
    }

    @Test
    void anExampleMoreOrLessDoesNotChangeTheOthersNorms() {
        TrainingSettings settings = settings(Cell.GRU, HiddenActivation.TANH, 3);
        INDArray parameters = twin(settings).params().dup();
        double[] one = norms(settings, parameters, Tiny.batch(1));
        double[] two = norms(settings, parameters, Tiny.batch(2));
        DataSet both = Tiny.batch(2);
        DataSet second =
                new DataSet(
                        both.getFeatures().slice(1).reshape(1, 8, 8).dup(),
                        both.getLabels().slice(1).reshape(1, 10, 8).dup(),
                        null,
                        both.getLabelsMaskArray().slice(1).reshape(1, 8).dup());
        double[] other = norms(settings, parameters, second);
        for (int t = 0; t < 8; t++) {
            assertThat(two[t]).isCloseTo((one[t] + other[t]) / 2, within(1e-12));
        }
    }

    @Test
    void anLstmHasACellGradientToo() {
        TrainingSettings settings = settings(Cell.LSTM, HiddenActivation.TANH, 3);
        MultiLayerNetwork twin = twin(settings);
        List<GradientRow> rows =
                new GradientProfile(twin, Tiny.batch(2)).take("run", 0, twin.params().dup());
        assertThat(rows).allSatisfy(row -> assertThat(row.gradCellL2()).isPositive());
    }

    /**
     * A ReLU unit whose bias is far below zero passes nothing back; at the last step it is cut off
     * itself.
     */
    @Test
    void zerosSubnormalAndInfiniteNumbersAreCounted() {
        TrainingSettings settings = settings(Cell.SIMPLE_RNN, HiddenActivation.RELU, 2);
        MultiLayerNetwork twin = twin(settings);
        twin.getLayer(0).getParam("b").assign(-1000);
        List<GradientRow> rows =
                new GradientProfile(twin, Tiny.batch(2)).take("run", 0, twin.params().dup());
        assertThat(rows.get(7).exactZeroFraction()).isZero();
        assertThat(rows.get(6).exactZeroFraction()).isEqualTo(1);
        assertThat(rows.get(6).gradHiddenL2()).isZero();

        StepNorms counted =
                new StepNorms(
                        Nd4j.createFromArray(0.0, 1e-310, 1.0, Double.POSITIVE_INFINITY)
                                .reshape(1, 2, 2));
        assertThat(counted.fraction(0, v -> v == 0)).isEqualTo(0.25);
        assertThat(counted.count(0, v -> v != 0 && Math.abs(v) < Double.MIN_NORMAL)).isEqualTo(1);
        assertThat(counted.count(0, v -> !Double.isFinite(v))).isEqualTo(1);
    }

    @Test
    void theTwinTakesParametersOfAnyType() {
        TrainingSettings settings = settings(Cell.SIMPLE_RNN, HiddenActivation.TANH, 3);
        MultiLayerNetwork network = Networks.training(settings, Tiny.TASK, 1);
        assertThat(network.params().dataType()).isEqualTo(DataType.FLOAT);
        List<GradientRow> rows =
                new GradientProfile(twin(settings), Tiny.batch(2)).take("run", 0, network.params());
        assertThat(rows).hasSize(8);
    }

    private static double[] norms(TrainingSettings settings, INDArray parameters, DataSet batch) {
        return new GradientProfile(twin(settings), batch)
                .take("run", 0, parameters).stream()
                        .mapToDouble(GradientRow::gradHiddenL2)
                        .toArray();
    }
}
