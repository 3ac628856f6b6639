package gradflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.experiment.RunWatch;
import gradflow.model.Readout;
import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import gradflow.network.Networks;
import gradflow.plan.Specs;
import gradflow.probe.GradientProfile;
import gradflow.probe.GradientRow;
import gradflow.probe.ParameterRow;
import gradflow.probe.TrainingProbe;
import gradflow.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Eight batches of two sequences and four evaluations: after 2, 4, 6 and 8 iterations. */
class TrainingTest {
    private static final int STEPS = 4;

    /** Its validation scores are given in advance, whatever a network says. */
    private static final class Scripted implements Task {
        private final double[] losses;
        private final boolean[] solved;
        private final List<float[]> seen = new ArrayList<>();
        private MultiLayerNetwork network;
        private boolean isStarted;

        Scripted(double[] losses, boolean... solved) {
            this.losses = losses;
            this.solved = solved;
        }

        @Override
        public int inputSize() {
            return 2;
        }

        @Override
        public int outputSize() {
            return 1;
        }

        @Override
        public int sequenceLength() {
            return STEPS;
        }

        @Override
        public Readout readout() {
            return Readout.LINEAR;
        }

        @Override
        public DataSet trainingBatch(long seed, int index, int size) {
            Random random = new Random(31 * seed + index);
            INDArray features = Nd4j.create(DataType.FLOAT, size, 2, STEPS);
            for (int i = 0; i < features.length(); i++) {
                features.putScalar(i, random.nextGaussian());
            }
            INDArray labels = Nd4j.create(DataType.FLOAT, size, 1, STEPS).addi(5);
            INDArray mask = Nd4j.create(DataType.FLOAT, size, STEPS);
            mask.getColumn(STEPS - 1).assign(1);
            return new DataSet(features, labels, null, mask);
        }

        @Override
        public DataSet validation() {
            return trainingBatch(99, 0, 3);
        }

        @Override
        public DataSet test() {
            throw new AssertionError("the test data decide nothing");
        }

        @Override
        public Score score(INDArray predictions, DataSet batch) {
            if (!isStarted) {
                // The point of the curves before the first update, which decides nothing.
                isStarted = true;
                return new Score(0, 1);
            }
            seen.add(network.params().dup().data().asFloat());
            return new Score(losses[seen.size() - 1], solved[seen.size() - 1] ? 1 : 0);
        }

        @Override
        public String metricName() {
            return "script";
        }

        @Override
        public double chanceLevel() {
            return 0;
        }

        @Override
        public boolean isSolved(Score validation) {
            return validation.metric() > 0.5;
        }

        @Override
        public String solveRule() {
            return "as it is written";
        }

        @Override
        public String source() {
            return "this test";
        }
    }

    /** A training that has taken place. */
    private static final class Run {
        private final Scripted task;
        private final MultiLayerNetwork network;
        private final TrainingProbe probe;
        private final Training training;
        private final LearningCurve curve;

        Run(String more, long seed, Scripted task) {
            TrainingSettings settings =
                    Specs.settings(
                            "SimpleRnn",
                            "task: adding, sequenceLength: 4, hiddenSize: 3, batchSize: 2,"
                                    + " sequences: 16, evaluations: 4,"
                                    + " profileIterations: [0, 1, 2, 3, 4, 5, 6, 7],"
                                    + " profileExamples: 3"
                                    + (more.contains("learningRate:") ? "" : ", learningRate: 0.05")
                                    + more);
            this.task = task;
            network = Networks.training(settings, task, 1);
            task.network = network;
            GradientProfile profile =
                    new GradientProfile(Networks.twin(settings, task), task.validation());
            probe = new TrainingProbe("run", settings, seed, profile);
            probe.start(network);
            curve = new LearningCurve("run", probe, settings, more.contains("learningRate"));
            training = new Training(network, probe, task, settings, curve);
            RunSpec run = new RunSpec("run", "run", Map.of(), Map.of(), seed, settings);
            training.run(seed, RunWatch.start(run));
            probe.finish(network);
        }

        float[] parameters() {
            return network.params().dup().data().asFloat();
        }
    }

    private static Scripted solvedAt(boolean... solved) {
        return new Scripted(new double[] {5, 1, 3, 4}, solved);
    }

    private static Scripted neverSolved() {
        return solvedAt(false, false, false, false);
    }

    @Test
    void aRunGoesToTheEndUnlessItIsToStop() {
        Run run = new Run("", 1, solvedAt(false, true, false, false));
        assertThat(run.training.iterations()).isEqualTo(8);
        assertThat(run.training.iterationsToSolve()).hasValue(4);
        // The curves go on.
        assertThat(run.task.seen).hasSize(4);
        Run never = new Run("", 1, neverSolved());
        assertThat(never.training.iterationsToSolve()).isEmpty();
        assertThat(never.task.seen).hasSize(4);
        assertThat(never.parameters()).isEqualTo(never.task.seen.get(3));
    }

    @Test
    void aRunStopsAtTheFirstEvaluationThatMeetsTheRule() {
        Run run = new Run(", stopWhenSolved: true", 1, solvedAt(false, true, false, true));
        assertThat(run.training.iterations()).isEqualTo(4);
        assertThat(run.probe.iterations()).isEqualTo(4);
        assertThat(run.training.iterationsToSolve()).hasValue(4);
        assertThat(run.parameters()).isEqualTo(run.task.seen.get(1));
        // The last profile is that of the iteration at which it stopped.
        assertThat(run.probe.gradientRows().stream().mapToInt(GradientRow::iteration).max())
                .hasValue(4);
        Run never = new Run(", stopWhenSolved: true", 1, neverSolved());
        assertThat(never.training.iterations()).isEqualTo(8);
    }

    @Test
    void theParametersWithTheBestValidationLossAreKept() {
        Run run = new Run(", keepBest: true", 1, neverSolved());
        assertThat(run.training.iterations()).isEqualTo(8);
        assertThat(run.task.seen).hasSize(4);
        assertThat(run.parameters())
                .isEqualTo(run.task.seen.get(1))
                .isNotEqualTo(run.task.seen.get(3));
    }

    /** Also after the rule was met, as long as the run is not to stop there. */
    @Test
    void theBestMayComeAfterTheSolution() {
        Scripted task = new Scripted(new double[] {5, 4, 1, 3}, false, true, false, false);
        Run run = new Run(", keepBest: true", 1, task);
        assertThat(run.training.iterationsToSolve()).hasValue(4);
        assertThat(run.parameters()).isEqualTo(task.seen.get(2));
        Scripted stopped = new Scripted(new double[] {1, 4, 1, 3}, false, true, false, false);
        Run stop = new Run(", keepBest: true, stopWhenSolved: true", 1, stopped);
        assertThat(stop.training.iterations()).isEqualTo(4);
        // Those that solved it, not those with the smaller loss before.
        assertThat(stop.parameters()).isEqualTo(stopped.seen.get(1));
    }

    @Test
    void guessingTakesNoGradientAndIsSeeded() {
        String guess = ", optimizer: random-guess";
        Run run = new Run(guess, 1, neverSolved());
        assertThat(run.training.iterations()).isEqualTo(8);
        assertThat(run.probe.iterations()).isZero();
        assertThat(run.probe.parameterRows()).isEmpty();
        assertThat(run.probe.clipRate()).isNaN();
        // One profile, of the network as it starts.
        assertThat(run.probe.gradientRows()).hasSize(STEPS);
        assertThat(run.probe.gradientRows()).extracting(GradientRow::iteration).containsOnly(0);
        for (float weight : run.parameters()) {
            assertThat(weight).isBetween(-1f, 1f);
        }
        assertThat(run.task.seen.get(0)).isNotEqualTo(run.task.seen.get(1));
        Run again = new Run(guess, 1, neverSolved());
        assertThat(again.parameters()).isEqualTo(run.parameters());
        Run other = new Run(guess, 2, neverSolved());
        assertThat(other.parameters()).isNotEqualTo(run.parameters());
        Run solved = new Run(guess + ", stopWhenSolved: true", 1, solvedAt(false, true));
        assertThat(solved.training.iterationsToSolve()).hasValue(4);
        assertThat(solved.parameters()).isEqualTo(run.task.seen.get(1));
    }

    /** The norm of the whole update of an iteration, from 1 on. */
    private static double update(Run run, int iteration) {
        List<ParameterRow> rows =
                run.probe.parameterRows().stream()
                        .filter(row -> row.iteration() == iteration)
                        .toList();
        assertThat(rows).isNotEmpty();
        return Math.sqrt(rows.stream().mapToDouble(r -> r.updateL2() * r.updateL2()).sum());
    }

    /**
     * Up to the third iteration both runs are the same; the fourth has the same gradient and Adam's
     * moments, and half the rate. FLOAT: seven digits.
     */
    @Test
    void theLearningRateIsHalvedEverySoManyIterations() {
        Run constant = new Run("", 1, neverSolved());
        Run halved = new Run(", halveLearningRateEvery: 3", 1, neverSolved());
        for (int iteration = 1; iteration <= 3; iteration++) {
            assertThat(update(halved, iteration)).isEqualTo(update(constant, iteration));
        }
        assertThat(update(halved, 4)).isCloseTo(update(constant, 4) / 2, within(1e-6));
        assertThat(update(constant, 4)).isGreaterThan(1e-2);
        // Counted in iterations, not in evaluations or batches of some other size.
        Run everySix = new Run(", halveLearningRateEvery: 6", 1, neverSolved());
        assertThat(update(everySix, 6)).isEqualTo(update(constant, 6));
        assertThat(update(everySix, 7)).isCloseTo(update(constant, 7) / 2, within(1e-6));
    }

    @Test
    void aRunThatDivergedStopsAndKeepsNothing() {
        Run run = new Run(", learningRate: 1.0e+38, keepBest: true", 1, neverSolved());
        assertThat(run.probe.isDiverged()).isTrue();
        assertThat(run.training.iterations()).isLessThan(8);
        assertThat(run.training.iterationsToSolve()).isEmpty();
    }

    @Test
    void theCurvesHaveAPointAtTheStartAndAtEveryEvaluation() {
        Run run = new Run("", 1, neverSolved());
        assertThat(run.curve.rows()).extracting(CurveRow::iteration).containsExactly(0, 2, 4, 6, 8);
        assertThat(run.curve.rows())
                .extracting(CurveRow::sequences)
                .containsExactly(0L, 4L, 8L, 12L, 16L);
        assertThat(run.curve.rows())
                .extracting(CurveRow::validationLoss)
                .containsExactly(0.0, 5.0, 1.0, 3.0, 4.0);
        CurveRow start = run.curve.rows().get(0);
        assertThat(start.trainLoss()).isNull();
        assertThat(start.gradientL2()).isNull();
        assertThat(start.clipped()).isNull();
        assertThat(start.learningRate()).isNull();
        assertThat(run.curve.rows().subList(1, 5))
                .allSatisfy(
                        row -> {
                            assertThat(row.trainLoss()).isPositive();
                            assertThat(row.learningRate()).isEqualTo(0.05);
                        });
    }

    @Test
    void theCurvesOfADetailedRunHavePointsBetween() {
        Run run = new Run(", learningRate: 0.05, clipGlobalNorm: 0.5", 1, neverSolved());
        assertThat(run.curve.rows())
                .extracting(CurveRow::iteration)
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(run.curve.rows().stream().filter(CurveRow::isEvaluation))
                .extracting(CurveRow::iteration)
                .containsExactly(0, 2, 4, 6, 8);
        // What the probe records of the same updates, parameter by parameter.
        for (CurveRow row : run.curve.rows().subList(1, 9)) {
            List<ParameterRow> norms =
                    run.probe.parameterRows().stream()
                            .filter(p -> p.iteration() == row.iteration())
                            .toList();
            if (!norms.isEmpty()) {
                double raw =
                        Math.sqrt(norms.stream().mapToDouble(p -> p.rawL2() * p.rawL2()).sum());
                assertThat(row.gradientL2()).isCloseTo(raw, within(1e-6 * raw));
                assertThat(row.clipped()).isEqualTo(raw > 0.5);
            }
        }
    }

    @Test
    void theCurvesEndWhereTheRunDoes() {
        Run stopped = new Run(", stopWhenSolved: true", 1, solvedAt(false, true, false, true));
        assertThat(stopped.curve.rows()).extracting(CurveRow::iteration).containsExactly(0, 2, 4);
        Run diverged = new Run(", learningRate: 1.0e+38", 1, neverSolved());
        CurveRow last = diverged.curve.rows().get(diverged.curve.rows().size() - 1);
        assertThat(last.iteration()).isEqualTo(diverged.training.iterations());
        assertThat(last.validationLoss()).isNull();
        Run guessed = new Run(", optimizer: random-guess", 1, neverSolved());
        assertThat(guessed.curve.rows())
                .extracting(CurveRow::iteration)
                .containsExactly(0, 2, 4, 6, 8);
        assertThat(guessed.curve.rows()).extracting(CurveRow::trainLoss).containsOnlyNulls();
    }

    @Test
    void theCurvesHaveTheRateOfTheirUpdate() {
        Run halved = new Run(", halveLearningRateEvery: 3", 1, neverSolved());
        // After updates 2, 4, 6 and 8: the rate is halved after 3 and 6.
        assertThat(halved.curve.rows())
                .extracting(CurveRow::learningRate)
                .containsExactly(null, 0.05, 0.025, 0.025, 0.0125);
    }
}
