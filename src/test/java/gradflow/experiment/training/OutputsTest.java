package gradflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.model.settings.TrainingSettings;
import gradflow.network.Networks;
import gradflow.plan.Specs;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class OutputsTest {

    /** 21 examples of 6 steps, of which only the last has a label. */
    @ParameterizedTest
    @CsvSource({"LSTM, 1", "LSTM, 12", "SimpleRnn, 60", "GRU, 125", "GRU, 126", "GRU, 1000"})
    void partsHaveTheBitsOfTheWholeAtLabelledStepsAndZerosElsewhere(String cell, long steps) {
        TrainingSettings settings =
                Specs.settings(
                        cell,
                        "task: recall, sequenceLength: 6, hiddenSize: 5, batchSize: 21, sequences: 21");
        Task task = Tasks.create(settings.data(), Path.of("data"));
        MultiLayerNetwork network = Networks.training(settings, task, 3);
        DataSet batch = task.trainingBatch(3, 0, 21);
        INDArray whole = network.output(batch.getFeatures(), false).dup();
        INDArray found = Outputs.of(network, batch, steps);
        assertThat(found.shape()).isEqualTo(whole.shape());
        for (int b = 0; b < found.size(0); b++) {
            for (int k = 0; k < found.size(1); k++) {
                for (int t = 0; t < found.size(2); t++) {
                    double expected =
                            batch.getLabelsMaskArray().getDouble(b, t) == 0
                                    ? 0
                                    : whole.getDouble(b, k, t);
                    assertThat(found.getDouble(b, k, t)).isEqualTo(expected);
                }
            }
        }
    }
}
