package gradflow.experiment.training;

import gradflow.model.settings.TrainingSettings;
import gradflow.probe.Norms;
import gradflow.probe.TrainingProbe;
import gradflow.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The learning curves of one run: a point at every evaluation (of more than {@value #EVALUATIONS}
 * of them at evenly spread ones), and {@value #SAMPLES} evenly spread over the batches if details
 * of the run are wanted.
 */
final class LearningCurve {
    private static final int EVALUATIONS = 100;
    private static final int SAMPLES = 50;

    private final String runId;
    private final TrainingProbe probe;
    private final TrainingSettings settings;
    private final int samples;
    private final int evaluations;
    private final List<CurveRow> rows = new ArrayList<>();
    private double lossSum;
    private double labelledSteps;

    /**
     * No points yet.
     *
     * @param probe that watches the network
     * @param detailed whether there are points between the evaluations
     */
    LearningCurve(String runId, TrainingProbe probe, TrainingSettings settings, boolean detailed) {
        this.runId = runId;
        this.probe = probe;
        this.settings = settings;
        samples = detailed ? SAMPLES : 0;
        evaluations = Math.min(EVALUATIONS, settings.watch().evaluations());
    }

    /** A batch was trained on. */
    void trained(DataSet batch) {
        labelledSteps += Arrays.stream(Norms.values(batch.getLabelsMaskArray())).sum();
        lossSum += probe.takeScoreSum() * batch.numExamples();
    }

    /**
     * Adds a point if one is due.
     *
     * @param batch its index, from 0 on
     * @param iteration updates or guesses so far
     * @param score on the validation data, if they were looked at after this batch
     * @param isLast whether no batch follows
     */
    void point(int batch, int iteration, Optional<Task.Score> score, boolean isLast) {
        if (isLast || isDue(batch, samples) || (score.isPresent() && isDue(batch, evaluations))) {
            add(batch + 1L, iteration, score);
        }
    }

    /** Adds the point before the first update. */
    void start(Task.Score score) {
        add(0, 0, Optional.of(score));
    }

    private void add(long batches, int iteration, Optional<Task.Score> score) {
        Optional<TrainingProbe.Update> update = probe.lastUpdate();
        rows.add(
                new CurveRow(
                        runId,
                        iteration,
                        batches * settings.fit().batchSize(),
                        labelledSteps == 0 ? null : Double.valueOf(lossSum / labelledSteps),
                        score.map(Task.Score::loss).orElse(null),
                        score.map(Task.Score::metric).orElse(null),
                        update.map(TrainingProbe.Update::gradientL2).orElse(null),
                        update.map(TrainingProbe.Update::clipped).orElse(null),
                        update.map(made -> settings.learningRateAt(made.iteration() - 1))
                                .orElse(null)));
        lossSum = 0;
        labelledSteps = 0;
    }

    /** The points so far, in order. */
    List<CurveRow> rows() {
        return List.copyOf(rows);
    }

    /** Whether this batch is one of so many that are evenly spread over all batches. */
    private boolean isDue(int batch, int points) {
        long batches = settings.batches();
        return (batch + 1L) * points / batches > (long) batch * points / batches;
    }
}
