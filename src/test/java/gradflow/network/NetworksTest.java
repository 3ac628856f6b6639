package gradflow.network;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.kernel.Arithmetic;
import gradflow.layer.RecurrentCellLayer;
import gradflow.layer.RnnOutputLayer;
import gradflow.model.Cell;
import gradflow.model.settings.TaskSettings;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.Specs;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

class NetworksTest {
    private static final Task TASK =
            Tasks.create(new TaskSettings("recall", 8, 0, ""), Path.of("data"));

    private static TrainingSettings settings(Cell cell) {
        return Specs.settings(
                cell.label(),
                "task: recall, sequenceLength: 8, hiddenSize: 3, tbpttLength: 4, batchSize: 16,"
                        + " sequences: 16, evaluations: 1, profileExamples: 4");
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void trainingIsTruncatedAndSingleAndItsTwinIsNeither(Cell cell) {
        TrainingSettings settings = settings(cell);
        MultiLayerNetwork network = Networks.training(settings, TASK, 1);
        MultiLayerNetwork twin = Networks.twin(settings, TASK);

        assertThat(network.getLayerWiseConfigurations().getBackpropType())
                .isEqualTo(BackpropType.TruncatedBPTT);
        assertThat(network.getLayerWiseConfigurations().getTbpttFwdLength()).isEqualTo(4);
        assertThat(network.params().dataType()).isEqualTo(DataType.FLOAT);
        assertThat(twin.getLayerWiseConfigurations().getBackpropType())
                .isEqualTo(BackpropType.Standard);
        assertThat(twin.params().dataType()).isEqualTo(DataType.DOUBLE);
        assertThat(twin.numParams()).isEqualTo(network.numParams());
        assertThat(network.getLayer(0).getParam("W").shape())
                .containsExactly(2, 3L * cell.gates().size());
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void weightsDependOnTheSeed(Cell cell) {
        TrainingSettings settings = settings(cell);
        assertThat(Networks.training(settings, TASK, 1).params())
                .isEqualTo(Networks.training(settings, TASK, 1).params())
                .isNotEqualTo(Networks.training(settings, TASK, 2).params());
    }

    /** Layers, output layer and optimiser: one that is left behind would make all others vain. */
    @ParameterizedTest
    @EnumSource(Arithmetic.class)
    void theWholeNetworkComputesWithWhatIsSet(Arithmetic arithmetic) {
        TrainingSettings settings =
                Specs.settings(
                        "GRU",
                        "task: recall, sequenceLength: 8, hiddenSize: 3, profileExamples: 4,"
                                + " halveLearningRateEvery: 10, arithmetic: "
                                + arithmetic.label());
        MultiLayerNetwork network = Networks.training(settings, TASK, 1);
        var layer = (RecurrentCellLayer) network.getLayer(0).conf().getLayer();
        var output = (RnnOutputLayer) network.getOutputLayer().conf().getLayer();
        assertThat(layer.getArithmetic()).isEqualTo(arithmetic);
        assertThat(output.getArithmetic()).isEqualTo(arithmetic);
        assertThat(layer.getIUpdater())
                .isInstanceOf(PortableAdam.class)
                .matches(adam -> adam.getLearningRate(10, 0) == settings.fit().learningRate() / 2);
        var twin = (RecurrentCellLayer) Networks.twin(settings, TASK).getLayer(0).conf().getLayer();
        assertThat(twin.getArithmetic()).isEqualTo(arithmetic);
    }

    @Test
    void portableUnlessSaidOtherwise() {
        assertThat(TrainingSettings.DEFAULTS.arithmetic()).isEqualTo(Arithmetic.PORTABLE);
    }
}
