package gradflow.network;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.spec.Cell;
import gradflow.spec.GateBias;
import gradflow.spec.HiddenActivation;
import gradflow.spec.Initialization;
import gradflow.spec.TrainingSettings;
import java.util.List;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

class NetworksTest {

    @ParameterizedTest
    @EnumSource(Cell.class)
    void trainingIsTruncatedAndSingleAndItsTwinIsNeither(Cell cell) {
        TrainingSettings settings =
                new TrainingSettings(
                        "digits",
                        8,
                        cell,
                        HiddenActivation.TANH,
                        Initialization.XAVIER,
                        1,
                        GateBias.DEFAULT,
                        3,
                        4,
                        16,
                        16,
                        0.01,
                        0,
                        1,
                        List.of(0),
                        4);
        MultiLayerNetwork network = Networks.training(settings, 2, 5, 1);
        MultiLayerNetwork twin = Networks.twin(settings, 2, 5);

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
        TrainingSettings settings =
                new TrainingSettings(
                        "digits",
                        8,
                        cell,
                        HiddenActivation.TANH,
                        Initialization.XAVIER,
                        1,
                        GateBias.DEFAULT,
                        3,
                        4,
                        16,
                        16,
                        0.01,
                        0,
                        1,
                        List.of(0),
                        4);
        assertThat(Networks.training(settings, 2, 5, 1).params())
                .isEqualTo(Networks.training(settings, 2, 5, 1).params())
                .isNotEqualTo(Networks.training(settings, 2, 5, 2).params());
    }
}
