package gradflow.experiment.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.Arithmetic;
import gradflow.model.Cell;
import gradflow.model.GateBias;
import gradflow.model.HiddenActivation;
import gradflow.model.Implementation;
import gradflow.model.Initialization;
import gradflow.model.LossAt;
import gradflow.probe.SegmentGradients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TruncationExperimentTest {

    private static TruncationSettings settings(Cell cell, LossAt loss) {
        return new TruncationSettings(
                new StackSettings(
                        cell,
                        HiddenActivation.TANH,
                        Initialization.XAVIER,
                        1,
                        GateBias.DEFAULT,
                        2,
                        Arithmetic.PORTABLE),
                4,
                3,
                2,
                12,
                5,
                loss);
    }

    @Test
    void whatOpenBlasRoundsDoesNotReachTheFile() {
        assertThat(TruncationExperiment.rounded(3.5983414113327944E-9)).isEqualTo(4e-9);
        assertThat(TruncationExperiment.rounded(3.9e-16)).isEqualTo(0);
        assertThat(TruncationExperiment.rounded(1.0000000000000002)).isEqualTo(1);
        assertThat(TruncationExperiment.rounded(Double.NaN)).isNaN();
    }

    /** 12 steps in segments of 5, 5 and 2: with the loss at the end only the last 2 have any. */
    @ParameterizedTest
    @EnumSource(Cell.class)
    void behindTheCutTheGradientIsExactlyZero(Cell cell) {
        TruncationSettings settings = settings(cell, LossAt.LAST_STEP);
        double[] norms =
                TruncationExperiment.gradients(settings, Implementation.GRADFLOW, 5, 1).hiddenL2();
        double[] full =
                TruncationExperiment.gradients(settings, Implementation.GRADFLOW, 12, 1).hiddenL2();
        for (int t = 0; t < 10; t++) {
            assertThat(norms[t]).isZero();
            assertThat(full[t]).isPositive();
        }
        assertThat(norms[10]).isEqualTo(full[10], within(1e-15));
        assertThat(norms[11]).isEqualTo(full[11], within(1e-15));
    }

    /** Without truncation both differentiate the same forward pass; with it only ours does. */
    @ParameterizedTest
    @EnumSource(names = {"SIMPLE_RNN", "LSTM"})
    void stockLayersAreRightWithoutTruncationOnly(Cell cell) {
        TruncationSettings settings = settings(cell, LossAt.EVERY_STEP);
        assertThat(error(settings, 12)).isLessThan(1e-12);
        assertThat(error(settings, 5)).isGreaterThan(1e-3);
    }

    private static double error(TruncationSettings settings, int length) {
        SegmentGradients ours =
                TruncationExperiment.gradients(settings, Implementation.GRADFLOW, length, 1);
        SegmentGradients stock =
                TruncationExperiment.gradients(settings, Implementation.DEEPLEARNING4J, length, 1);
        return Vectors.relativeError(stock.gradient(), ours.gradient());
    }
}
