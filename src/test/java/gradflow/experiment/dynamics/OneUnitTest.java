package gradflow.experiment.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.experiment.RunWatch;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.State;
import gradflow.kernel.Weights;
import gradflow.kernel.cells.CellForms;
import gradflow.model.RunSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OneUnitTest {
    private static final OneUnit UNIT = new OneUnit(50, 0.622, 0.7);

    /** A step of 1e-6 leaves errors of about 1e-9 of the gradient here. */
    @Test
    void derivativesAgreeWithCentralDifferences() {
        for (double[] place : new double[][] {{3, -2}, {5, -2.4}, {7, -1}, {1, -4}}) {
            OneUnit.Point point = UNIT.at(place[0], place[1]);
            double byWeight =
                    (UNIT.at(place[0] + 1e-6, place[1]).loss()
                                    - UNIT.at(place[0] - 1e-6, place[1]).loss())
                            / 2e-6;
            double byBias =
                    (UNIT.at(place[0], place[1] + 1e-6).loss()
                                    - UNIT.at(place[0], place[1] - 1e-6).loss())
                            / 2e-6;
            assertThat(point.byWeight()).isCloseTo(byWeight, within(1e-8));
            assertThat(point.byBias()).isCloseTo(byBias, within(1e-8));
        }
    }

    /** It is the SimpleRnn of the kernel with one unit, whose input is zero. */
    @Test
    void itIsTheKernelsRecurrence() {
        INDArray one = Nd4j.createFromArray(new double[][] {{5.2}});
        Weights weights =
                new Weights(
                        CellShape.SIMPLE_RNN,
                        Nd4j.zeros(DataType.DOUBLE, 1, 1),
                        one,
                        Nd4j.createFromArray(-2.6),
                        null,
                        null);
        State last =
                CellForms.clear(CellShape.SIMPLE_RNN, CellOptions.of(new ActivationSigmoid()))
                        .forward(
                                weights,
                                Nd4j.zeros(DataType.DOUBLE, 50, 1, 1),
                                new State(Nd4j.createFromArray(new double[][] {{0.622}}), null),
                                null,
                                Nd4j.zeros(DataType.DOUBLE, 50, 1, 1),
                                false);
        double error = last.hidden().getDouble(0) - 0.7;
        assertThat(UNIT.at(5.2, -2.6).loss()).isCloseTo(error * error, within(1e-12));
    }

    @Test
    void aClippedStepIsNeverLongerThanRateTimesNorm() {
        SurfaceSettings settings =
                new SurfaceSettings(
                        50,
                        0.622,
                        0.7,
                        11,
                        0,
                        8,
                        -5,
                        0,
                        gradflow.experiment.dynamics.Descent.CLIPPED,
                        0.1,
                        1,
                        200);
        RunSpec run = new RunSpec("run", "run", Map.of(), Map.of(), 1, settings);
        List<SurfaceWalk.Place> places =
                new SurfaceWalk(settings, UNIT, 5.5, -2.8).places("run", RunWatch.start(run));
        assertThat(places).hasSize(200);
        assertThat(places).allSatisfy(p -> assertThat(p.updateL2()).isLessThan(0.1 + 1e-12));
        assertThat(places).anySatisfy(p -> assertThat(p.gradientL2()).isGreaterThan(1));
        assertThat(SurfaceExperiment.map(settings)).hasSize(121);
    }
}
