package gradflow.network;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.model.Cell;
import gradflow.model.GateBias;
import gradflow.model.HiddenActivation;
import gradflow.model.Initialization;
import gradflow.model.RecurrentStack;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.Specs;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizingTest {

    /** Counted by Deeplearning4j. */
    private static long parameters(RecurrentStack stack, int units, int outputs) {
        RecurrentStack other =
                new RecurrentStack(
                        stack.cell(),
                        HiddenActivation.TANH,
                        Initialization.XAVIER,
                        1,
                        GateBias.DEFAULT,
                        stack.inputSize(),
                        units,
                        1,
                        stack.sequenceLength());
        return Networks.untrained(other, outputs, 1).numParams();
    }

    private static RecurrentStack stack(
            Cell cell, String sizing, int hidden, int inputs, int outputs) {
        TrainingSettings settings =
                Specs.settings(cell.label(), "hiddenSize: %d, %s".formatted(hidden, sizing));
        return settings.stack(inputs, outputs);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 2",
        "1, 9, 9",
        "2, 1, 3",
        "5, 2, 2",
        "16, 8, 10",
        "24, 1, 10",
        "32, 88, 88",
        "3, 200, 2",
        "3, 2, 200"
    })
    void noOtherNumberOfUnitsComesNearerToTheLstm(int hidden, int inputs, int outputs) {
        String sizing = "sizing: equal-parameters";
        long wanted =
                parameters(stack(Cell.LSTM, sizing, hidden, inputs, outputs), hidden, outputs);
        for (Cell cell : Cell.values()) {
            RecurrentStack stack = stack(cell, sizing, hidden, inputs, outputs);
            int units = stack.hiddenSize();
            long miss = Math.abs(parameters(stack, units, outputs) - wanted);
            assertThat(miss)
                    .as("%s with %d units", cell, units)
                    .isLessThanOrEqualTo(Math.abs(parameters(stack, units + 1, outputs) - wanted));
            if (units > 1) {
                assertThat(miss)
                        .as("%s with %d units", cell, units)
                        .isLessThanOrEqualTo(
                                Math.abs(parameters(stack, units - 1, outputs) - wanted));
            }
        }
        assertThat(stack(Cell.LSTM, sizing, hidden, inputs, outputs).hiddenSize())
                .isEqualTo(hidden);
    }

    @Test
    void aSmallerCellHasMoreUnits() {
        String sizing = "sizing: equal-parameters";
        int gru = stack(Cell.GRU, sizing, 32, 8, 10).hiddenSize();
        int rnn = stack(Cell.SIMPLE_RNN, sizing, 32, 8, 10).hiddenSize();
        assertThat(gru).isBetween(33, 40);
        assertThat(rnn).isBetween(60, 80);
    }

    @Test
    void otherwiseAllHaveTheSameUnits() {
        for (Cell cell : Cell.values()) {
            assertThat(stack(cell, "batchSize: 32", 7, 3, 2).hiddenSize()).isEqualTo(7);
            assertThat(stack(cell, "sizing: equal-hidden-size", 7, 3, 2).hiddenSize()).isEqualTo(7);
        }
    }

    /** The network that is trained, not only the count. */
    @Test
    void theTrainedNetworkHasThatManyUnits() {
        TrainingSettings settings =
                Specs.settings(
                        "SimpleRnn",
                        "task: adding, sequenceLength: 8, hiddenSize: 5, sizing: equal-parameters");
        Task task = Tasks.create(settings.data(), Path.of("data"));
        MultiLayerNetwork network = Networks.training(settings, task, 1);
        int units = settings.stack(task.inputSize(), task.outputSize()).hiddenSize();
        assertThat(units).isGreaterThan(5);
        assertThat(network.getLayer(0).getParam("RW").shape()).containsExactly(units, units);
        // H·(I + H + 1) + (H + 1)·O with two inputs and an output.
        assertThat(network.numParams()).isEqualTo((long) units * (units + 3) + units + 1);
    }
}
