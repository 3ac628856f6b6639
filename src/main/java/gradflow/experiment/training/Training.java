package gradflow.experiment.training;

import gradflow.experiment.RunWatch;
import gradflow.experiment.TrainingLoop;
import gradflow.model.RandomStream;
import gradflow.model.settings.FitSettings;
import gradflow.model.settings.Optimizer;
import gradflow.model.settings.TrainingSettings;
import gradflow.probe.TrainingProbe;
import gradflow.task.Task;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Trains on a task: every cell and mitigation goes through it. */
final class Training {
    private final MultiLayerNetwork network;
    private final TrainingProbe probe;
    private final Task task;
    private final TrainingSettings settings;
    private final LearningCurve curve;
    private OptionalInt solved = OptionalInt.empty();
    private INDArray best;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private int guesses;
    private int evaluated;

    Training(
            MultiLayerNetwork network,
            TrainingProbe probe,
            Task task,
            TrainingSettings settings,
            LearningCurve curve) {
        this.network = network;
        this.probe = probe;
        this.task = task;
        this.settings = settings;
        this.curve = curve;
    }

    /**
     * Trains until the budget is spent, or the run diverged, or is to stop since it is solved.
     *
     * @throws gradflow.mistake.UserMistake if the watch ends it
     */
    void run(long seed, RunWatch watch) {
        FitSettings fit = settings.fit();
        Random guess = RandomStream.GUESSES.of(seed);
        curve.start(score(task.validation()));
        TrainingLoop.run(
                settings.batches(),
                this::isOver,
                batch -> {
                    watch.check(iterations(), settings.iterationsPerBatch());
                    if (fit.optimizer() == Optimizer.RANDOM_GUESS) {
                        guess(guess);
                    } else {
                        DataSet examples = task.trainingBatch(seed, batch, fit.batchSize());
                        probe.begin(examples);
                        network.fit(examples);
                        curve.trained(examples);
                    }
                    Optional<Task.Score> score = evaluateIfDue(batch);
                    boolean isLast = isOver() || batch + 1 == settings.batches();
                    curve.point(batch, iterations(), score, isLast);
                });
        boolean stopped = solved.isPresent() && fit.stopWhenSolved();
        if (fit.keepBest() && best != null && !stopped && !probe.isDiverged()) {
            network.setParams(best);
        }
    }

    /** Parameter updates (or guesses) so far. */
    int iterations() {
        return probe.iterations() + guesses;
    }

    /** Parameter updates until the solve rule was first met. */
    OptionalInt iterationsToSolve() {
        return solved;
    }

    /** A score of the network as it is now. */
    Task.Score score(DataSet batch) {
        return task.score(Outputs.of(network, batch), batch);
    }

    private boolean isOver() {
        return probe.isDiverged() || (solved.isPresent() && settings.fit().stopWhenSolved());
    }

    /** Evaluations are spread evenly over the batches. */
    private Optional<Task.Score> evaluateIfDue(int batch) {
        int due = (int) ((batch + 1L) * settings.watch().evaluations() / settings.batches());
        if (due == evaluated || probe.isDiverged()) {
            return Optional.empty();
        }
        evaluated = due;
        Task.Score score = score(task.validation());
        judge(score);
        return Optional.of(score);
    }

    private void judge(Task.Score score) {
        if (solved.isEmpty() && task.isSolved(score)) {
            solved = OptionalInt.of(iterations());
        }
        if (settings.fit().keepBest() && score.loss() < bestLoss) {
            bestLoss = score.loss();
            best = network.params().dup();
        }
    }

    private void guess(Random random) {
        guesses++;
        float[] weights = new float[(int) network.numParams()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 2 * random.nextFloat() - 1;
        }
        network.setParams(Nd4j.createFromArray(weights).reshape(network.params().shape()));
    }
}
