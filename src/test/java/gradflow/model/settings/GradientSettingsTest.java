package gradflow.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import gradflow.plan.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientSettingsTest {
    private static final String BASE = "task: adding, sequenceLength: 20, hiddenSize: 8, ";

    @ParameterizedTest
    @CsvSource({
        "bptt, 5, 5, 4",
        "bptt, 0, 20, 1",
        "truncated, 5, 20, 1",
        "artbp, 5, 20, 1",
        "uoro, 5, 5, 4",
        "snap-1, 0, 20, 1",
        "rtrl, 7, 7, 3"
    })
    void aMethodSaysHowOftenThereIsAnUpdate(
            String method, int length, int stepsPerUpdate, int iterations) {
        TrainingSettings settings =
                Specs.settings("GRU", BASE + "gradient: " + method + ", tbpttLength: " + length);
        assertThat(settings.gradients().gradient().label()).isEqualTo(method);
        assertThat(settings.stepsPerUpdate()).isEqualTo(stepsPerUpdate);
        assertThat(settings.iterationsPerBatch()).isEqualTo(iterations);
        assertThat(settings.tbpttLength()).isEqualTo(length == 0 ? 20 : length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            gradient: rtrl, hiddenSize: 33 | hiddenSize must be at most 32 with gradient rtrl, not 33
            gradient: snap-1, hiddenSize: 64 | hiddenSize must be at most 32 with gradient snap-1, not 64
            gradient: artbp, tbpttLength: 1 | tbpttLength must be between 2 and 19 (sequenceLength − 1) with gradient artbp, not 1
            gradient: artbp, tbpttLength: 20 | tbpttLength must be between 2 and 19 (sequenceLength − 1) with gradient artbp, not 20
            gradient: artbp | tbpttLength must be between 2 and 19 (sequenceLength − 1) with gradient artbp, not 0
            gradient: uoro, layers: 2 | gradient uoro is for one layer in one direction without dropout
            gradient: uoro, dropout: 0.5 | gradient uoro is for one layer in one direction without dropout
            gradient: truncated, mitigation: layer-norm | gradient truncated does not go with mitigation layer-norm
            gradient: truncated, mitigation: truncation(5) | gradient truncated does not go with mitigation truncation(5)
            gradient: rtrl, mitigation: leaky | gradient rtrl does not go with mitigation leaky
            gradient: rtrl, optimizer: random-guess | gradient rtrl does not go with optimizer random-guess, which has no gradient
            biasSequences: 1 | biasSequences must be 0 (off) or 2 or more, not 1
            biasSequences: 8, mitigation: omega | biasSequences 8 does not go with mitigation omega
            dynamicsSequences: 1 | dynamicsSequences must be 0 (off) or 2 or more, not 1
            dynamicsSequences: -4 | dynamicsSequences must be 0 (off) or 2 or more, not -4
            dynamicsSequences: 8, hiddenSize: 65 | hiddenSize must be at most 64 with dynamicsSequences 8, not 65
            dynamicsSequences: 8, layers: 2 | dynamicsSequences 8 is for one layer in one direction without dropout
            dynamicsSequences: 8, bidirectional: true | dynamicsSequences 8 is for one layer in one direction without dropout
            dynamicsSequences: 8, mitigation: layer-norm | dynamicsSequences 8 does not go with mitigation layer-norm
            dynamicsSequences: 8, optimizer: random-guess | dynamicsSequences 8 does not go with optimizer random-guess, which has no gradient
            dynamicsSequences: 8, sizing: equal-parameters | sizing must be equal-hidden-size with dynamicsSequences 8
            skipWindowsWithoutLoss: true, halveLearningRateEvery: 5 | skipWindowsWithoutLoss needs a constant learning rate
            skipWindowsWithoutLoss: true, learningRateSchedule: cosine | skipWindowsWithoutLoss needs a constant learning rate
            """)
    void whatDoesNotGoTogetherIsAMistake(String settings, String message) {
        String base = settings.contains("hiddenSize") ? BASE.replace("hiddenSize: 8, ", "") : BASE;
        assertThatThrownBy(() -> Specs.settings("SimpleRnn", base + settings))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message);
    }

    @Test
    void truncatedBackpropagationMayHaveAnySize() {
        assertThat(
                        Specs.settings("LSTM", "hiddenSize: 200, gradient: truncated")
                                .gradients()
                                .gradient()
                                .goesBack())
                .isTrue();
    }

    @Test
    void anUnknownMethodIsAnsweredWithThoseThatThereAre() {
        assertThatThrownBy(() -> Specs.settings("LSTM", "gradient: snap"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("bptt, truncated, artbp, uoro, snap-1, rtrl");
    }
}
