package gradflow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.Specs;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training with Deeplearning4j's own recurrent layers, beside ours. */
class StockTrainingTest {
    private static final String FIXED =
            "task: characters, sequenceLength: 12, hiddenSize: 5, sequences: 96, arithmetic: fast";

    private static double[] trained(String cell, String more) {
        TrainingSettings settings = Specs.settings(cell, FIXED + more);
        Task task = Tasks.create(settings.data(), Path.of("data"));
        MultiLayerNetwork network = Networks.training(settings, task, 3);
        for (int batch = 0; batch < 3; batch++) {
            network.fit(task.trainingBatch(3, batch, 32));
        }
        return network.params().toDoubleVector();
    }

    private static double largestDifference(double[] one, double... two) {
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs(one[i] - two[i]));
        }
        return largest;
    }

    /** The same weights to begin with and the same gradient: FLOAT's rounding is what is left. */
    @ParameterizedTest
    @ValueSource(strings = {"SimpleRnn", "LSTM"})
    void untruncatedBothLearnTheSame(String cell) {
        double[] ours = trained(cell, "");
        double[] stock = trained(cell, ", implementation: deeplearning4j");
        assertThat(stock).hasSameSizeAs(ours);
        assertThat(largestDifference(ours, stock)).isLessThan(2e-4);
    }

    /** Adam moves every weight by 0.002 an update, so that another gradient shows at once. */
    @ParameterizedTest
    @ValueSource(strings = {"SimpleRnn", "LSTM"})
    void truncatedTheyPart(String cell) {
        double[] ours = trained(cell, ", tbpttLength: 4");
        double[] stock = trained(cell, ", tbpttLength: 4, implementation: deeplearning4j");
        assertThat(largestDifference(ours, stock)).isGreaterThan(2e-3);
    }

    @Test
    void whatTheyCannotIsRefused() {
        refused(
                "GRU",
                ", implementation: deeplearning4j",
                "cell GRU needs implementation gradflow");
        refused(
                "LSTM",
                ", implementation: gradflow-portable",
                "implementation must be gradflow or deeplearning4j, not gradflow-portable");
        refused(
                "LSTM",
                ", implementation: deeplearning4j, bidirectional: true",
                "is for one layer in one direction without dropout");
        refused(
                "SimpleRnn",
                ", implementation: deeplearning4j, mitigation: leaky",
                "mitigation leaky needs implementation gradflow");
        assertThatThrownBy(
                        () ->
                                Specs.settings(
                                        "LSTM", "implementation: deeplearning4j, hiddenSize: 4"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("needs arithmetic fast");
    }

    private static void refused(String cell, String more, String message) {
        assertThatThrownBy(() -> Specs.settings(cell, FIXED + more))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message);
    }
}
