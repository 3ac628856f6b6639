package gradflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.experiment.RunWatch;
import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import gradflow.network.Networks;
import gradflow.plan.Specs;
import gradflow.probe.GradientProfile;
import gradflow.probe.TrainingProbe;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.DataSet;

/** The training loss is the task's own, in its units, whatever the loss of the network is. */
class LearningCurveTest {

    /** With a rate of nearly nothing the network stays what it was: its loss can be asked for. */
    @ParameterizedTest
    @CsvSource({
        "digits, 8, 0", "adding, 12, 0", "copy-memory, 25, 0", "characters, 16, 0",
        "forecast-sunspots, 24, 0", "adding, 12, 5", "copy-memory, 25, 7", "characters, 16, 5"
    })
    void theTrainingLossIsTheMeanOverTheLabelledSteps(String name, int length, int tbptt) {
        TrainingSettings settings =
                Specs.settings(
                        "GRU",
                        "task: %s, sequenceLength: %d, tbpttLength: %d, hiddenSize: 5,"
                                        .formatted(name, length, tbptt)
                                + " batchSize: 4, sequences: 12, evaluations: 1,"
                                + " learningRate: 1.0e-30, profileIterations: [],"
                                + " profileExamples: 3");
        Task task = Tasks.create(settings.data(), Path.of("data"));
        MultiLayerNetwork network = Networks.training(settings, task, 1);
        TrainingProbe probe =
                new TrainingProbe(
                        "run",
                        settings,
                        1,
                        new GradientProfile(Networks.twin(settings, task), task.validation()));
        network.setListeners(probe);
        LearningCurve curve = new LearningCurve("run", probe, settings, false);
        RunSpec run = new RunSpec("run", "run", Map.of(), Map.of(), 1, settings);
        RunWatch watch = RunWatch.start(run);
        new Training(network, probe, task, settings, curve).run(1, watch);

        double sum = 0;
        double steps = 0;
        for (int batch = 0; batch < 3; batch++) {
            DataSet examples = task.trainingBatch(1, batch, 4);
            double labelled = examples.getLabelsMaskArray().sumNumber().doubleValue();
            Task.Score score = task.score(network.output(examples.getFeatures(), false), examples);
            sum += score.loss() * labelled;
            steps += labelled;
        }
        List<CurveRow> rows = curve.rows();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).trainLoss()).isCloseTo(sum / steps, within(2e-6 * sum / steps));
    }
}
