package gradflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.estimator.ParameterLayout;
import gradflow.experiment.RunWatch;
import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import gradflow.network.Networks;
import gradflow.plan.Specs;
import gradflow.probe.BiasRow;
import gradflow.probe.GradientProfile;
import gradflow.probe.Norms;
import gradflow.probe.TrainingProbe;
import gradflow.stats.L2;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of a few updates with gradients of every method. */
class EstimatedTrainingTest {
    private static final String XOR =
            "task: lagged-xor, lag: 2, sequenceLength: 12, hiddenSize: 4, batchSize: 4,"
                    + " sequences: 20, learningRate: 0.05, evaluations: 1,"
                    + " profileIterations: [0], profileExamples: 2, ";

    /** A network after its run, and what watched it. */
    private record Trained(MultiLayerNetwork network, TrainingProbe probe) {
        double[] parameters() {
            return Norms.values(network.params());
        }
    }

    private static Trained trained(String cell, String fixed) {
        TrainingSettings settings = Specs.settings(cell, fixed);
        Task task = Tasks.create(settings.data(), Path.of("data"));
        RunSpec run = new RunSpec("run", "", Map.of(), Map.of(), 1, settings);
        TrainingProbe probe =
                new TrainingProbe(
                        "run",
                        settings,
                        1,
                        new GradientProfile(Networks.twin(settings, task), task.validation()),
                        new RunEstimates(settings, task).of(1, true));
        MultiLayerNetwork network = Networks.training(settings, task, 1);
        probe.start(network);
        LearningCurve curve = new LearningCurve("run", probe, settings, true);
        new Training(network, probe, task, settings, curve).run(1, RunWatch.start(run));
        probe.finish(network);
        return new Trained(network, probe);
    }

    /** FLOAT: about seven digits, and five updates by Adam in between. */
    private static double distance(Trained one, Trained other) {
        double[] a = one.parameters();
        double[] b = other.parameters();
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return L2.of(difference) / L2.of(b);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SimpleRnn", "LSTM", "GRU", "MinGRU", "JANET"})
    void exactMethodsTrainAsBackpropagationDoes(String cell) {
        Trained full = trained(cell, XOR);
        assertThat(distance(trained(cell, XOR + "gradient: truncated"), full)).isLessThan(1e-4);
        assertThat(distance(trained(cell, XOR + "gradient: rtrl"), full)).isLessThan(1e-4);
        assertThat(distance(trained(cell, XOR + "gradient: truncated, tbpttLength: 1"), full))
                .isGreaterThan(1e-3);
    }

    /** The last segment of twelve steps has two only; the state is carried across the updates. */
    @ParameterizedTest
    @CsvSource({"rtrl, 15", "snap-1, 15", "uoro, 15", "truncated, 5", "artbp, 5"})
    void updatesComeAsOftenAsTheMethodSays(String method, int updates) {
        Trained run = trained("LSTM", XOR + "tbpttLength: 5, gradient: " + method);
        assertThat(run.probe().iterations()).isEqualTo(updates);
        assertThat(run.probe().isDiverged()).isFalse();
        assertThat(run.parameters())
                .isEqualTo(
                        trained("LSTM", XOR + "tbpttLength: 5, gradient: " + method).parameters());
        assertThat(distance(run, trained("LSTM", XOR + "tbpttLength: 5"))).isGreaterThan(1e-3);
    }

    private static final String LAST_STEP =
            "task: parity, sequenceLength: 12, hiddenSize: 4, batchSize: 4, sequences: 20,"
                    + " learningRate: 0.05, evaluations: 1, profileIterations: [0],"
                    + " profileExamples: 2, tbpttLength: 4, ";

    /** Two of three windows have no loss: without their updates Adam sees five gradients. */
    @Test
    void windowsWithoutALossChangeNothing() {
        Trained skipped = trained("GRU", LAST_STEP + "skipWindowsWithoutLoss: true");
        assertThat(skipped.probe().iterations()).isEqualTo(15);
        assertThat(skipped.network().getLayerWiseConfigurations().getIterationCount()).isEqualTo(5);
        // One update a sequence with the same gradient, up to rounding to FLOAT.
        assertThat(distance(skipped, trained("GRU", LAST_STEP + "gradient: truncated")))
                .isLessThan(1e-4);
        assertThat(distance(skipped, trained("GRU", LAST_STEP))).isGreaterThan(1e-2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "rmsprop"})
    void otherOptimisersSkipThemToo(String optimizer) {
        String fixed = LAST_STEP + "optimizer: " + optimizer + ", ";
        assertThat(
                        distance(
                                trained("SimpleRnn", fixed + "skipWindowsWithoutLoss: true"),
                                trained("SimpleRnn", fixed + "gradient: truncated")))
                .isLessThan(1e-4);
    }

    @Test
    void whereEveryWindowHasALossNothingIsSkipped() {
        String fixed = XOR + "tbpttLength: 4, ";
        assertThat(trained("LSTM", fixed + "skipWindowsWithoutLoss: true").parameters())
                .isEqualTo(trained("LSTM", fixed).parameters());
    }

    @Test
    void biasIsTakenAtTheProfilesAndIsNoneOfTheFullGradient() {
        Trained full = trained("GRU", XOR + "biasSequences: 6");
        List<BiasRow> rows = full.probe().biasRows();
        assertThat(rows).extracting(BiasRow::iteration).containsOnly(0, 5);
        assertThat(rows.stream().filter(row -> row.iteration() == 5))
                .extracting(BiasRow::parameter)
                .containsExactly("all", "W", "RW", "b", "Rb");
        for (BiasRow row : rows) {
            assertThat(row.relativeBias()).isZero();
            assertThat(row.cosineToFull())
                    .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-12));
            assertThat(row.relativeVariance()).isEqualTo(row.fullRelativeVariance()).isPositive();
        }
        assertThat(full.parameters())
                .as("looking changes nothing")
                .isEqualTo(trained("GRU", XOR).parameters());
        List<BiasRow> cut =
                trained("GRU", XOR + "biasSequences: 6, tbpttLength: 1").probe().biasRows();
        assertThat(cut.get(0).cosineToFull()).isLessThan(0.9999);
        assertThat(cut.get(0).fullL2()).isEqualTo(rows.get(0).fullL2());
    }

    /** Squares add up over the parameters, so the layer's norm is made of theirs. */
    @Test
    void theWholeLayersRowIsTheSumOfItsParameters() {
        List<BiasRow> rows =
                trained("LSTM", XOR + "biasSequences: 6, gradient: uoro").probe().biasRows();
        BiasRow all = rows.get(0);
        double squares =
                rows.subList(1, 4).stream().mapToDouble(r -> r.fullL2() * r.fullL2()).sum();
        assertThat(Math.sqrt(squares))
                .isCloseTo(all.fullL2(), org.assertj.core.api.Assertions.within(1e-12));
        assertThat(all.relativeVariance()).isGreaterThan(all.fullRelativeVariance());
    }

    @Test
    void whatAMethodKeepsIsCountedForABatch() {
        TrainingSettings settings = Specs.settings("SimpleRnn", XOR + "gradient: rtrl");
        Task task = Tasks.create(settings.data(), Path.of("data"));
        ParameterLayout layout =
                new ParameterLayout(settings.cell().shape(), 1, 4, task.outputSize());
        assertThat(new RunEstimates(settings, task).keptBytes())
                .isEqualTo(8L * 4 * (4L * layout.outputWeights() + 4));
    }
}
