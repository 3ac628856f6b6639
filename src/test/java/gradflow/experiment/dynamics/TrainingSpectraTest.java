package gradflow.experiment.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.Arithmetic;
import gradflow.model.Cell;
import gradflow.model.GateBias;
import gradflow.model.HiddenActivation;
import gradflow.model.Initialization;
import gradflow.model.RandomStream;
import gradflow.model.RecurrentStack;
import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import gradflow.network.Networks;
import gradflow.network.Trajectory;
import gradflow.plan.Specs;
import gradflow.probe.dynamics.SpectrumRow;
import gradflow.probe.dynamics.TrainingDynamics;
import gradflow.stats.JacobianProduct;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What a look during training sees of an untrained layer is what the jacobian experiment sees. */
class TrainingSpectraTest {
    private static final int HIDDEN = 4;
    private static final int STEPS = 40;
    private static final long SEED = 3;

    @ParameterizedTest
    @EnumSource
    void agreeWithTheJacobianExperimentAtTheStart(Cell cell) {
        HiddenActivation activation =
                cell == Cell.MINGRU ? HiddenActivation.IDENTITY : HiddenActivation.TANH;
        JacobianSettings settings =
                new JacobianSettings(
                        new StackSettings(
                                cell,
                                activation,
                                Initialization.XAVIER,
                                1,
                                GateBias.DEFAULT,
                                2,
                                Arithmetic.PORTABLE),
                        1,
                        HIDDEN,
                        STEPS,
                        0);
        RunSpec run = new RunSpec("run", "", Map.of(), Map.of(), SEED, settings);
        var outcome = new JacobianExperiment().run(run);
        var lags =
                JacobianExperiment.lags(
                        "run",
                        settings,
                        Trajectory.jacobians(settings.stack(), 1, SEED),
                        gradflow.experiment.RunWatch.start(run));

        List<SpectrumRow> rows = look(cell, settings.stack());

        // The training network holds its weights in FLOAT, about seven digits.
        assertThat(rows.get(0).lyapunovExponent())
                .isCloseTo(
                        ((Number) outcome.numbers().get("lyapunov_largest")).doubleValue(),
                        within(1e-5));
        if (!cell.shape().hasCellState()) {
            check(rows.get(0).singularValue1(), lags.get(0).hiddenLargest());
            check(rows.get(0).singularValue8(), lags.get(7).hiddenLargest());
            check(rows.get(0).singularValue32(), lags.get(31).hiddenLargest());
            check(rows.get(0).singularValueLast(), lags.get(STEPS - 2).hiddenLargest());
            check(rows.get(rows.size() - 1).singularValue1(), lags.get(0).hiddenSmallest());
        }
        JacobianProduct whole = new JacobianProduct(cell.shape().stateCount() * HIDDEN);
        double[][][] jacobians = Trajectory.jacobians(settings.stack(), 1, SEED);
        for (int lag = 1; lag <= 8; lag++) {
            whole.multiply(jacobians[STEPS - lag]);
        }
        double[] values = whole.singularValues(0, cell.shape().stateCount() * HIDDEN);
        check(rows.get(0).singularValue8(), values[0]);
        check(rows.get(1).singularValue8(), values[1]);
        check(rows.get(2).singularValue8(), values[3]);
    }

    private static void check(Double seen, double expected) {
        assertThat(seen).isCloseTo(expected, within(1e-4 * expected));
    }

    /** Two sequences, both the inputs of the experiment, and a network with its layer. */
    private static List<SpectrumRow> look(Cell cell, RecurrentStack stack) {
        TrainingSettings settings =
                Specs.settings(
                        cell.label(),
                        "task: adding, sequenceLength: %d, hiddenSize: %d, batchSize: 2, sequences: 4, dynamicsSequences: 2"
                                .formatted(STEPS, HIDDEN));
        Task task = Tasks.create(settings.data(), Path.of("data"));
        MultiLayerNetwork network = Networks.training(settings, task, 1);
        MultiLayerNetwork untrained = Networks.untrained(stack, 2, SEED);
        untrained
                .getLayer(0)
                .paramTable()
                .forEach((name, values) -> network.getLayer(0).getParam(name).assign(values));
        Random random = RandomStream.INPUTS.of(SEED);
        INDArray features = Nd4j.create(2, 2, STEPS);
        for (int t = 0; t < STEPS; t++) {
            for (int i = 0; i < 2; i++) {
                double x = random.nextGaussian();
                features.putScalar(0, i, t, x);
                features.putScalar(1, i, t, x);
            }
        }
        DataSet some = task.trainingBatch(1, 0, 2);
        TrainingDynamics dynamics =
                new TrainingDynamics(
                        Networks.twin(settings, task),
                        settings,
                        new DataSet(features, some.getLabels(), null, some.getLabelsMaskArray()),
                        1);
        dynamics.take("run", 0, network);
        return dynamics.spectra();
    }
}
