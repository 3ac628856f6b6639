package gradflow.experiment.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StackSettingsTest {
    private static final List<String> LAYER =
            List.of(
                    "cell",
                    "activation",
                    "initialization",
                    "recurrentGain",
                    "gateBias",
                    "inputSize",
                    "arithmetic");

    static Stream<Arguments> defaults() {
        return Stream.of(
                Arguments.of(
                        DepthSettings.DEFAULTS,
                        List.of("hiddenSize", "layers", "sequenceLength", "classes", "batchSize")),
                Arguments.of(
                        JacobianSettings.DEFAULTS,
                        List.of("inputScale", "hiddenSize", "sequenceLength", "warmup")),
                Arguments.of(
                        TruncationSettings.DEFAULTS,
                        List.of(
                                "hiddenSize",
                                "classes",
                                "batchSize",
                                "sequenceLength",
                                "tbpttLength",
                                "loss")));
    }

    /** Experiment files and manifests know no groups of settings. */
    @ParameterizedTest
    @MethodSource("defaults")
    void theSettingsOfTheLayerStandBesideTheOthers(Record settings, List<String> others) {
        Iterator<String> names = new ObjectMapper().valueToTree(settings).fieldNames();
        assertThat(names)
                .toIterable()
                .containsExactlyElementsOf(Stream.concat(LAYER.stream(), others.stream()).toList());
    }
}
